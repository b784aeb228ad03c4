package io.freshet.index.topology;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/** One bound for the memory of all state stores of a service; by default each takes 50 MB and more for itself. */
public final class RocksMemory implements AutoCloseable {
    /** Where stores find it in the configuration of Streams. */
    public static final String KEY = "freshet.rocks-memory";

    private static final int BLOCK_BYTES = 4 * 1024;

    // Each store holds a block of its write buffer at least, also when it is empty. By default that is a megabyte:
    // stores
    // times partitions are beyond the bound then, and RocksDB writes every buffer to disk as soon as it is written to.
    private static final int BUFFER_BLOCK_BYTES = 16 * 1024;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    /** Bounds blocks, indexes and write buffers together. */
    public RocksMemory(long bytes) {
        RocksDB.loadLibrary();
        this.cache = new LRUCache(bytes);
        this.writeBuffers = new WriteBufferManager(bytes / 2, cache);
    }

    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }

    /** Hands the bound to a store. */
    public static final class Setter implements RocksDBConfigSetter {

        @Override
        public void setConfig(String storeName, Options options, Map<String, Object> configuration) {
            RocksMemory memory = (RocksMemory) Objects.requireNonNull(configuration.get(KEY));
            BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
            table.setBlockCache(memory.cache);
            table.setBlockSize(BLOCK_BYTES);
            table.setCacheIndexAndFilterBlocks(true);
            options.setTableFormatConfig(table);
            options.setWriteBufferManager(memory.writeBuffers);
            options.setArenaBlockSize(BUFFER_BLOCK_BYTES);
        }

        @Override
        public void close(String storeName, Options options) {
            // The memory outlives the stores.
        }
    }
}
