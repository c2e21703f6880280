package io.ostiary.projection.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The whole content of a store, in order, for comparing. */
public final class Rows {

    private Rows() {}

    public static List<String> of(RocksStore store) {
        var rows = new ArrayList<String>();
        store.forEachRow(
                (key, value) ->
                        rows.add(
                                new String(key, StandardCharsets.UTF_8)
                                        + " = "
                                        + new String(value, StandardCharsets.UTF_8)));
        return rows;
    }
}
