package io.ostiary.projection.store;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An open RocksDB with all that must be closed with it. Two column families: rows of accounts, and
 * positions with what else belongs to the store itself; a write batch spans both.
 */
final class Natives implements AutoCloseable {

    /** Blocks and memtables together; what RocksDB may hold in memory, in bytes. */
    private static final long MEMORY = 192L << 20;

    private static final long MEMTABLES = 96L << 20;
    private static final long MEMTABLE = 32L << 20;

    /** Of a memtable's bytes: some eight bits for a row of a hundred. */
    private static final double MEMTABLE_BLOOM = 0.02;

    private static final long WAL_LIMIT = 64L << 20;
    private static final int BLOOM_BITS = 10;
    private static final long KEPT_LOG_FILES = 2;
    private static final long LOG_FILE = 1L << 20;

    static {
        RocksDB.loadLibrary();
    }

    /** In the order of opening; closed the other way round. */
    private final List<AutoCloseable> open = new ArrayList<>();

    final RocksDB db;
    final ColumnFamilyHandle rows;
    final ColumnFamilyHandle positions;

    /**
     * The write-ahead log is kept but not synced: after a power cut the tail may be missing, and is
     * folded again from the log, since rows and offset lie in one batch.
     */
    final WriteOptions writing;

    Natives(Path directory) throws RocksDBException {
        boolean opened = false;
        try {
            var cache = keep(new LRUCache(MEMORY));
            var memtables = keep(new WriteBufferManager(MEMTABLES, cache));
            var bloom = keep(new BloomFilter(BLOOM_BITS));
            var family =
                    keep(new ColumnFamilyOptions())
                            .setTableFormatConfig(
                                    new BlockBasedTableConfig()
                                            .setBlockCache(cache)
                                            .setFilterPolicy(bloom)
                                            .setWholeKeyFiltering(true)
                                            .setCacheIndexAndFilterBlocks(true)
                                            .setPinL0FilterAndIndexBlocksInCache(true))
                            .setCompressionType(CompressionType.LZ4_COMPRESSION)
                            .setWriteBufferSize(MEMTABLE)
                            // The fold asks whether what it makes is there already: mostly not.
                            .setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM)
                            .setMemtableWholeKeyFiltering(true)
                            .setMaxWriteBufferNumber(3)
                            .setLevelCompactionDynamicLevelBytes(true);
            var options =
                    keep(new DBOptions())
                            .setCreateIfMissing(true)
                            .setCreateMissingColumnFamilies(true)
                            .setWriteBufferManager(memtables)
                            .setMaxBackgroundJobs(2)
                            .setMaxTotalWalSize(WAL_LIMIT)
                            .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                            .setMaxOpenFiles(256)
                            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                            .setKeepLogFileNum(KEPT_LOG_FILES)
                            .setMaxLogFileSize(LOG_FILE);
            // A batch's keys lie close together: each looks for its place where the last one was.
            writing = keep(new WriteOptions()).setMemtableInsertHintPerBatch(true);
            var handles = new ArrayList<ColumnFamilyHandle>();
            db =
                    keep(
                            RocksDB.open(
                                    options,
                                    directory.toString(),
                                    List.of(
                                            new ColumnFamilyDescriptor(
                                                    RocksDB.DEFAULT_COLUMN_FAMILY, family),
                                            new ColumnFamilyDescriptor(
                                                    "positions".getBytes(StandardCharsets.US_ASCII),
                                                    family)),
                                    handles));
            rows = keep(handles.get(0));
            positions = keep(handles.get(1));
            opened = true;
        } finally {
            if (!opened) {
                close();
            }
        }
    }

    private <N extends AutoCloseable> N keep(N resource) {
        open.add(resource);
        return resource;
    }

    @Override
    public void close() {
        for (AutoCloseable resource : open.reversed()) {
            try {
                resource.close();
            } catch (Exception e) {
                // RocksDB's resources close without exceptions; one that does not is our defect.
                throw new IllegalStateException(e);
            }
        }
        open.clear();
    }
}
