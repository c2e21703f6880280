package io.ostiary.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The bench's rows about scale in a tenth of their size, each night. */
final class ScaleBenchTest {

    @Test
    @Tag("nightly")
    void aThousandAccountsOfAHundredUsersAreAsFastAsAFew(@TempDir Path folder) throws IOException {
        try (var small = StartedHouse.in(folder.resolve("small"));
                var large = StartedHouse.in(folder.resolve("large"))) {
            var rows =
                    new ScaleBench(
                                    small.clients(),
                                    large.clients(),
                                    ScaleBench.Size.SMALLER,
                                    new Turns(false))
                            .rows();
            System.out.print(Row.table(rows));
            assertEquals(List.of(), rows.stream().filter(row -> !row.reached()).toList());
        }
    }
}
