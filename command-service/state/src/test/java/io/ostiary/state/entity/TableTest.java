package io.ostiary.state.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.stream.Collectors;

final class TableTest {

    @Test
    void everyTableLiesAtItsIndex() {
        for (int i = 0; i < Table.ALL.size(); i++) {
            assertEquals(i, Table.ALL.get(i).index());
        }
    }

    @Test
    void noTwoTablesHaveTheSameLetter() {
        assertEquals(
                Table.ALL.size(),
                Table.ALL.stream().map(Table::letter).collect(Collectors.toSet()).size());
    }
}
