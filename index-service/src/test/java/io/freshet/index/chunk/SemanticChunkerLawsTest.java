package io.freshet.index.chunk;

final class SemanticChunkerLawsTest extends StructureLaws {
    SemanticChunkerLawsTest() {
        super(
                new Strategy.Semantic(new ChunkSettings(10, 30)),
                30,
                new Strategy.Semantic(new ChunkSettings(100, 300)),
                8,
                0);
    }
}
