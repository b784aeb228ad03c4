package io.freshet.index;

import io.freshet.index.metrics.IndexMeters;
import io.freshet.records.Groups;
import io.freshet.records.Topics;
import io.freshet.service.patience.Pauser;
import java.time.Clock;

/** What every side of the service is wired with. */
record Surroundings(
        IndexConfig config,
        Topics topics,
        Groups groups,
        Clients clients,
        IndexMeters meters,
        Clock clock,
        Pauser pauser) {

    /** Returns the same with the names of another lineage. */
    Surroundings ofLineage(int lineage) {
        Groups others = groups.ofLineage(lineage);
        return new Surroundings(
                config, topics.ofLineage(lineage), others, new Clients(config, others), meters, clock, pauser);
    }

    /** Returns the same with other meters. */
    Surroundings with(IndexMeters other) {
        return new Surroundings(config, topics, groups, clients, other, clock, pauser);
    }
}
