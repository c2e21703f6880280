package io.ostiary.bench;

import io.ostiary.contract.id.AccountId;

import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The floor of what tells of a whole account: the same rows in key order, key and value of each
 * handed to Java and not looked at. The projection's store is opened a second time, for reading.
 */
final class ScanFloor implements AutoCloseable {

    /** Users, groups, roles, policies, instance profiles, roles in profiles, uses of policies. */
    private static final String TABLES = "ugrpinc";

    private final DBOptions options = new DBOptions();
    private final List<ColumnFamilyHandle> families = new ArrayList<>();
    private final RocksDB db;
    private final List<AccountId> accounts;

    ScanFloor(Path store, List<AccountId> accounts) {
        this.accounts = accounts;
        try {
            db =
                    RocksDB.openReadOnly(
                            options,
                            store.toString(),
                            List.of(
                                    new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY),
                                    new ColumnFamilyDescriptor(
                                            "positions".getBytes(StandardCharsets.US_ASCII))),
                            families);
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many bytes there are. */
    long scan() {
        long bytes = 0;
        for (AccountId account : accounts) {
            for (char table : TABLES.toCharArray()) {
                bytes += scan(account.value() + table, account.value() + (char) (table + 1));
            }
        }
        return bytes;
    }

    private long scan(String from, String to) {
        long bytes = 0;
        try (var bound = new Slice(to);
                var reading = new ReadOptions().setIterateUpperBound(bound);
                RocksIterator rows = db.newIterator(families.getFirst(), reading)) {
            for (rows.seek(from.getBytes(StandardCharsets.US_ASCII)); rows.isValid(); rows.next()) {
                bytes += rows.key().length + rows.value().length;
            }
            rows.status();
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
        return bytes;
    }

    @Override
    public void close() {
        families.forEach(ColumnFamilyHandle::close);
        db.close();
        options.close();
    }
}
