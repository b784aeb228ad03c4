package io.freshet.index.generation;

import io.freshet.index.generation.RefusedException.Reason;
import io.freshet.store.Generation;
import io.freshet.store.GenerationOrder;
import io.freshet.store.GenerationRefusedException;
import io.freshet.store.StoreAdmin;
import io.freshet.store.StoreUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator does with generations. Each call only changes the store's list, in one step; what has to run for it is
 * found out from that list by every process again and again. So a call may be cut off anywhere, and be made again.
 */
public final class Generations {
    private static final Logger log = LoggerFactory.getLogger(Generations.class);

    private final StoreAdmin admin;
    private final Recipes recipes;
    private final Lags lags;
    private final Lineages lineages;
    private final Function<Generation, Optional<String>> problems;
    private final Comparer comparer;

    /** @param problems tell what keeps a generation from being fed */
    public Generations(
            StoreAdmin admin,
            Recipes recipes,
            Lags lags,
            Lineages lineages,
            Function<Generation, Optional<String>> problems,
            QueryVector vectors) {
        this.admin = admin;
        this.recipes = recipes;
        this.lags = lags;
        this.lineages = lineages;
        this.problems = problems;
        this.comparer = new Comparer(admin, vectors);
    }

    /** All of them, by number. */
    public List<Standing> all() throws StoreUnavailableException, InterruptedException {
        List<Standing> standings = new ArrayList<>();
        for (Generation generation : admin.generations()) {
            standings.add(standing(generation));
        }
        return standings;
    }

    public Standing one(int number) throws StoreUnavailableException, RefusedException, InterruptedException {
        return standing(known(number));
    }

    /** Orders another generation of the serving lineage, made from its changes: nothing is cut and embedded again. */
    public Standing rebuild() throws StoreUnavailableException, InterruptedException {
        Generation serving = admin.serving().orElseThrow(Generations::noneYet);
        GenerationOrder order =
                new GenerationOrder(serving.number(), serving.lineage(), serving.identity(), serving.chunking());
        return ordered(order);
    }

    /** Orders a generation by the next recipe, made from the extracted texts by a lineage of its own. */
    public Standing migrate() throws StoreUnavailableException, RefusedException, InterruptedException {
        Recipe next = recipes.next();
        if (next == null) {
            throw new RefusedException(
                    Reason.NOT_CONFIGURED,
                    "configure what to migrate to under freshet.next (next.embedding, next.chunking), with"
                            + " freshet.next.enabled: true, and start the service again");
        }
        Generation serving = admin.serving().orElseThrow(Generations::noneYet);
        if (Recipe.of(serving).equals(next)) {
            throw new RefusedException(
                    Reason.NOTHING_TO_DO, "generation " + serving.number() + " serves and is made with " + next);
        }
        Optional<Generation> underWay = admin.generations().stream()
                .filter(generation ->
                        !generation.serving() && Recipe.of(generation).equals(next))
                .reduce((older, newer) -> newer);
        if (underWay.isPresent()) {
            return standing(underWay.get());
        }
        return ordered(new GenerationOrder(serving.number(), nextLineage(), next.identity(), next.chunking()));
    }

    private Standing ordered(GenerationOrder order) throws StoreUnavailableException, InterruptedException {
        Generation generation = admin.create(order);
        log.atInfo()
                .addKeyValue("generation", generation.number())
                .addKeyValue("lineage", generation.lineage())
                .addKeyValue("recipe", Recipe.of(generation))
                .log("generation ordered");
        return standing(generation);
    }

    private int nextLineage() throws StoreUnavailableException, InterruptedException {
        int highest = lineages.highest();
        for (Generation generation : admin.generations()) {
            highest = Math.max(highest, generation.lineage());
        }
        return highest + 1;
    }

    /** What is different between a generation and the one that serves. */
    public Comparison comparison(int number) throws StoreUnavailableException, RefusedException {
        Generation generation = known(number);
        return comparer.compare(admin.serving().orElseThrow(Generations::noneYet), generation);
    }

    /**
     * Lets a generation answer searches from now on.
     *
     * @param force also when it does not hold yet what the serving one holds
     */
    public Standing serve(int number, boolean force)
            throws StoreUnavailableException, RefusedException, InterruptedException {
        Standing standing = standing(known(number));
        if (standing.state() == State.BUILDING && !force) {
            throw new RefusedException(
                    Reason.NOT_READY,
                    "generation " + number + " does not hold yet what the serving one holds; it is at "
                            + standing.percent() + " %");
        }
        try {
            admin.serve(number);
        } catch (GenerationRefusedException refused) {
            throw translated(refused);
        }
        log.atInfo().addKeyValue("generation", number).log("generation serves");
        return standing(known(number));
    }

    /** Deletes a generation; one that is gone already is done. */
    public void drop(int number) throws StoreUnavailableException, RefusedException {
        for (Generation other : admin.generations()) {
            if (other.number() != number && other.order().after() == number && needs(other, number)) {
                throw new RefusedException(
                        Reason.NEEDED,
                        "generation " + other.number() + " is still made with the help of generation " + number
                                + "; wait until it is ready, or drop it first");
            }
        }
        try {
            admin.drop(number);
        } catch (GenerationRefusedException refused) {
            throw translated(refused);
        }
        log.atInfo().addKeyValue("generation", number).log("generation dropped");
    }

    /** A lineage that is being made asks the one before what it knows. */
    private boolean needs(Generation younger, int number) throws StoreUnavailableException {
        Optional<Generation> older = find(number);
        return older.isPresent()
                && older.get().lineage() != younger.lineage()
                && !admin.search(younger.number())
                        .asOf()
                        .filter(asOf -> !asOf.isBefore(younger.createdAt()))
                        .isPresent();
    }

    private Standing standing(Generation generation) throws StoreUnavailableException, InterruptedException {
        Optional<Generation> serving = admin.serving();
        Optional<Instant> asOf = admin.search(generation.number()).asOf();
        Optional<Instant> servingAsOf =
                serving.isPresent() ? admin.search(serving.get().number()).asOf() : Optional.empty();
        String recipe = Wanted.of(admin.generations(), recipes).problems().get(generation.number());
        return new Standing(
                generation,
                State.of(generation, asOf, serving, servingAsOf),
                asOf,
                lags.of(generation),
                recipe == null ? problems.apply(generation) : Optional.of(recipe));
    }

    private Generation known(int number) throws StoreUnavailableException, RefusedException {
        return find(number)
                .orElseThrow(() -> new RefusedException(Reason.UNKNOWN_GENERATION, "there is no generation " + number));
    }

    private Optional<Generation> find(int number) throws StoreUnavailableException {
        return admin.generations().stream()
                .filter(generation -> generation.number() == number)
                .findFirst();
    }

    private static StoreUnavailableException noneYet() {
        return new StoreUnavailableException("there is no index yet", null);
    }

    private static RefusedException translated(GenerationRefusedException refused) {
        Reason reason = refused.reason() == GenerationRefusedException.Reason.UNKNOWN
                ? Reason.UNKNOWN_GENERATION
                : Reason.SERVING;
        return new RefusedException(reason, String.valueOf(refused.getMessage()));
    }
}
