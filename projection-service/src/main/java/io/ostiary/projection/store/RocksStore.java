package io.ostiary.projection.store;

import io.ostiary.contract.id.AccountId;
import io.ostiary.log.codec.JsonCodec;
import io.ostiary.log.codec.Unreadable;
import io.ostiary.log.reader.Batch;
import io.ostiary.log.reader.Mark;
import io.ostiary.log.reader.Refusal;

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
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;

/**
 * The read model on disk. One thread folds into it, in batches; any number read, each from its own
 * {@link StoreSnapshot}. It may always be deleted: the log is the truth.
 */
public final class RocksStore implements AutoCloseable {

    /** What the fold keeps decoded, in bytes of encoded rows. */
    private static final long HOT = 1L << 20;

    private final Path directory;
    private final EntityCodec codec = new EntityCodec();
    private final HotRows hot = new HotRows(HOT);
    private final JsonCodec<Mark> markCodec = JsonCodec.of(Mark.class);
    private final JsonCodec<Refusal> refusalCodec = JsonCodec.of(Refusal.class);

    /** Null for a store that held rows when it was opened: of those it would know nothing. */
    private @Nullable WrittenKeys written;

    /** Held for reading by every open snapshot: natives must not be closed under a reader. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    private @Nullable Natives natives;

    /** Null until somebody reads what the last batch has made. */
    private volatile @Nullable Moment moment;

    /** What the next moment takes over from the last one. */
    private ScannedRows scanned = new ScannedRows();

    private volatile Map<Integer, Mark> marks = Map.of();
    private volatile Map<AccountId, Refusal> refusals = Map.of();

    /** Of the accounts that the last batch was about: those are who asks. */
    private volatile Map<AccountId, Long> lastRevisions = Map.of();

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
        var loadedMarks = new HashMap<Integer, Mark>();
        var loadedRefusals = new HashMap<AccountId, Refusal>();
        Natives open = natives();
        try (RocksIterator rows = open.db.newIterator(open.positions)) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                byte[] key = rows.key();
                if (StoreKeys.isMark(key)) {
                    loadedMarks.put(StoreKeys.partition(key), markCodec.decode(rows.value()));
                } else if (StoreKeys.isRefusal(key)) {
                    loadedRefusals.put(StoreKeys.account(key), refusalCodec.decode(rows.value()));
                }
            }
            rows.status();
        } catch (RocksDBException | Unreadable e) {
            throw new CorruptStore("the store's marks cannot be read", e);
        }
        marks = Map.copyOf(loadedMarks);
        refusals = Map.copyOf(loadedRefusals);
        written = holdsRows() ? null : new WrittenKeys();
    }

    private boolean holdsRows() {
        Natives open = natives();
        try (RocksIterator rows = open.db.newIterator(open.rows)) {
            rows.seekToFirst();
            rows.status();
            return rows.isValid();
        } catch (RocksDBException e) {
            throw new CorruptStore("the store's rows cannot be read", e);
        }
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
            written = new WrittenKeys();
            marks = Map.of();
            refusals = Map.of();
            lastRevisions = Map.of();
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
            var snapshot = new StoreSnapshot(this, natives(), joined(), codec);
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

    /** The latest moment, of which the caller is now a user. */
    private Moment joined() {
        Moment latest = moment;
        return latest != null && latest.join() ? latest : newest();
    }

    /** Taken and made known in one step, or a batch could come between, and would not be seen. */
    private synchronized Moment newest() {
        Moment latest = moment;
        if (latest == null) {
            latest = new Moment(natives(), codec, scanned);
            moment = latest;
        }
        latest.join();
        return latest;
    }

    /**
     * A moment that begins while the batch is being written may be before it or after it: it takes
     * over only what is the same then as now.
     */
    private synchronized void writing(Set<String> changed) {
        if (moment == null) {
            scanned = scanned.without(changed);
        }
    }

    /** Before anybody is told of a batch: who reads from now on must see it. */
    private synchronized void moveOn(Set<String> changed) {
        Moment passed = moment;
        moment = null;
        if (passed != null) {
            scanned = passed.scanned.without(changed);
            passed.leave();
        }
    }

    /**
     * A batch to fold into; only one at a time, and only by the folding thread, which closes it.
     */
    public FoldBatch batch() {
        lock.readLock().lock();
        boolean taken = false;
        try {
            var batch = new FoldBatch(this, natives(), codec, hot, written);
            taken = true;
            return batch;
        } finally {
            if (!taken) {
                lock.readLock().unlock();
            }
        }
    }

    /**
     * Writes rows, refusals and mark at once, or nothing.
     *
     * @param revisions as they are then, of the accounts that the batch is about
     * @param changed tables, as {@link StoreKeys#table} names them
     */
    void write(
            WriteBatch batch, Map<AccountId, Long> revisions, Set<String> changed, Batch folded) {
        Natives open = natives();
        writing(changed);
        try {
            for (AccountId account : folded.readmitted()) {
                batch.delete(open.positions, StoreKeys.bytes(StoreKeys.refusal(account)));
            }
            for (Refusal refusal : folded.refused()) {
                batch.put(
                        open.positions,
                        StoreKeys.bytes(StoreKeys.refusal(refusal.account())),
                        refusalCodec.encode(refusal));
            }
            batch.put(
                    open.positions,
                    StoreKeys.bytes(StoreKeys.mark(folded.partition())),
                    markCodec.encode(folded.mark()));
            open.db.write(open.writing, batch);
        } catch (RocksDBException e) {
            throw new CorruptStore("a batch could not be written", e);
        } finally {
            moveOn(changed);
        }
        lastRevisions = Map.copyOf(revisions);
        var moved = new HashMap<>(marks);
        moved.put(folded.partition(), folded.mark());
        marks = Map.copyOf(moved);
        if (!folded.readmitted().isEmpty() || !folded.refused().isEmpty()) {
            var refused = new HashMap<>(refusals);
            refused.keySet().removeAll(folded.readmitted());
            folded.refused().forEach(refusal -> refused.put(refusal.account(), refusal));
            refusals = Map.copyOf(refused);
        }
    }

    /** How far each partition is folded; one of which nothing is has none. */
    public Map<Integer, Mark> marks() {
        return marks;
    }

    /** The accounts that are refused, with the event from which they are. */
    public Map<AccountId, Refusal> refusals() {
        return refusals;
    }

    /**
     * The account's last folded revision, 0 without one. Every snapshot taken from now on has it:
     * the last moment is asked, for what is written may not be shown yet. From any thread, and
     * never waits: a store that is being made anew has folded nothing.
     */
    public long revision(AccountId account) {
        Long known = lastRevisions.get(account);
        if (known != null) {
            return known;
        }
        if (!lock.readLock().tryLock()) {
            return 0;
        }
        try {
            Moment shown = joined();
            try {
                return shown.revision(account);
            } finally {
                shown.leave();
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Every row of every account in key order, revisions and refusals included, marks not: two
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
                        if (!StoreKeys.isMark(key) && !Arrays.equals(key, StoreKeys.SHAPE)) {
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
        moveOn(Set.of());
        scanned = new ScannedRows();
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
