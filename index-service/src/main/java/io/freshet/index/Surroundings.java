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
        Pauser pauser) {}
