package io.freshet.index.chunk;

final class RecursiveChunkerLawsTest extends StructureLaws {
    RecursiveChunkerLawsTest() {
        super(
                new Strategy.Recursive(new ChunkSettings(10, 30)),
                30,
                new Strategy.Recursive(new ChunkSettings(100, 256)),
                8,
                0);
    }
}
