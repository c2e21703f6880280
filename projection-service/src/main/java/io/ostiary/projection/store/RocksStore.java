package io.ostiary.projection.store;

import io.ostiary.contract.id.AccountId;
import io.ostiary.log.codec.JsonCodec;
import io.ostiary.log.codec.Unreadable;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;

/**
 * The read model on disk. One thread folds into it, in batches; any number read, each from its own
 * {@link StoreSnapshot}. It may always be deleted: the log is the truth.
 */
public final class RocksStore implements AutoCloseable {

    /** What the fold keeps decoded, in bytes of encoded rows. */
    private static final long HOT = 48L << 20;

    private final Path directory;
    private final EntityCodec codec = new EntityCodec();
    private final JsonCodec<Position> positionCodec = JsonCodec.of(Position.class);
    private final JsonCodec<Refusal> refusalCodec = JsonCodec.of(Refusal.class);
    private final HotRows hot = new HotRows(HOT);

    /** Held for reading by every open snapshot: natives must not be closed under a reader. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    private @Nullable Natives natives;
    private volatile Map<Integer, Position> positions = Map.of();
    private volatile Map<AccountId, Refusal> refusals = Map.of();

    private RocksStore(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens the store, or makes an empty one. A store whose entities had another shape, or that
     * cannot be read, is deleted.
     *
     * @throws UncheckedIOException when the directory cannot be used
     */
    public static RocksStore open(Path directory) {
        var store = new RocksStore(directory);
        try {
            store.openNatives();
            if (store.isOfThisShape()) {
                store.load();
                return store;
            }
        } catch (CorruptStore _) {
            // Not repaired: the log has it all.
        }
        store.reset();
        return store;
    }

    private void openNatives() {
        try {
            Files.createDirectories(directory);
            natives = new Natives(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RocksDBException e) {
            throw new CorruptStore("the store cannot be opened", e);
        }
    }

    private boolean isOfThisShape() {
        Natives open = natives();
        try {
            byte[] shape = open.db.get(open.positions, StoreKeys.SHAPE);
            return shape != null
                    && EntityCodec.SHAPE.equals(new String(shape, StandardCharsets.US_ASCII));
        } catch (RocksDBException e) {
            throw new CorruptStore("the store cannot be read", e);
        }
    }

    private void load() {
        var loadedPositions = new HashMap<Integer, Position>();
        var loadedRefusals = new HashMap<AccountId, Refusal>();
        Natives open = natives();
        try (RocksIterator rows = open.db.newIterator(open.positions)) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                byte[] key = rows.key();
                if (StoreKeys.isPosition(key)) {
                    Position position = positionCodec.decode(rows.value());
                    loadedPositions.put(position.partition(), position);
                } else if (StoreKeys.isRefusal(key)) {
                    loadedRefusals.put(StoreKeys.account(key), refusalCodec.decode(rows.value()));
                }
            }
            rows.status();
        } catch (RocksDBException | Unreadable e) {
            throw new CorruptStore("the store's positions cannot be read", e);
        }
        positions = Map.copyOf(loadedPositions);
        refusals = Map.copyOf(loadedRefusals);
    }

    /** Deletes everything, on disk too; the fold begins anew. Waits for open snapshots. */
    public void reset() {
        lock.writeLock().lock();
        try {
            closeNatives();
            delete(directory);
            openNatives();
            Natives open = natives();
            open.db.put(
                    open.positions,
                    StoreKeys.SHAPE,
                    EntityCodec.SHAPE.getBytes(StandardCharsets.US_ASCII));
            hot.clear();
            positions = Map.of();
            refusals = Map.of();
        } catch (RocksDBException e) {
            throw new CorruptStore("a new store cannot be written", e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The store as it is now.
     *
     * @throws IllegalStateException when it is closed
     */
    public StoreSnapshot snapshot() {
        lock.readLock().lock();
        boolean taken = false;
        try {
            var snapshot = new StoreSnapshot(this, natives(), codec);
            taken = true;
            return snapshot;
        } finally {
            if (!taken) {
                lock.readLock().unlock();
            }
        }
    }

    void released() {
        lock.readLock().unlock();
    }

    /** A batch to fold into; only one at a time, and only by the folding thread. */
    public FoldBatch batch() {
        return new FoldBatch(this, natives(), codec, hot, refusals);
    }

    /**
     * Writes rows and position at once, or nothing.
     *
     * @param newRefusals all that are in force from now on
     */
    void write(WriteBatch batch, Position position, Map<AccountId, Refusal> newRefusals) {
        Natives open = natives();
        try {
            for (var entry : newRefusals.entrySet()) {
                if (!refusals.containsKey(entry.getKey())) {
                    batch.put(
                            open.positions,
                            StoreKeys.bytes(StoreKeys.refusal(entry.getKey())),
                            refusalCodec.encode(entry.getValue()));
                }
            }
            batch.put(
                    open.positions,
                    StoreKeys.bytes(StoreKeys.position(position.partition())),
                    positionCodec.encode(position));
            open.db.write(open.writing, batch);
        } catch (RocksDBException e) {
            throw new CorruptStore("a batch could not be written", e);
        }
        var changed = new HashMap<>(positions);
        changed.put(position.partition(), position);
        positions = Map.copyOf(changed);
        refusals = newRefusals;
    }

    /** How far a partition is folded; null when nothing of it is. */
    public @Nullable Position position(int partition) {
        return positions.get(partition);
    }

    public Map<Integer, Position> positions() {
        return positions;
    }

    /** The accounts that are refused, with the event from which they are. */
    public Map<AccountId, Refusal> refusals() {
        return refusals;
    }

    /**
     * Every row of every account in key order, revisions and refusals included, positions not: two
     * stores that folded the same events give the same.
     */
    public void forEachRow(BiConsumer<byte[], byte[]> consumer) {
        lock.readLock().lock();
        try {
            Natives open = natives();
            for (var family : List.of(open.rows, open.positions)) {
                try (var reading = new ReadOptions().setFillCache(false);
                        RocksIterator rows = open.db.newIterator(family, reading)) {
                    for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                        byte[] key = rows.key();
                        if (!StoreKeys.isPosition(key) && !Arrays.equals(key, StoreKeys.SHAPE)) {
                            consumer.accept(key, rows.value());
                        }
                    }
                    rows.status();
                }
            }
        } catch (RocksDBException e) {
            throw new CorruptStore("the rows could not be read", e);
        } finally {
            lock.readLock().unlock();
        }
    }

    private Natives natives() {
        Natives open = natives;
        if (open == null) {
            throw new IllegalStateException("the store is closed");
        }
        return open;
    }

    private void closeNatives() {
        if (natives != null) {
            natives.close();
            natives = null;
        }
    }

    /** Waits for open snapshots. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            closeNatives();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
