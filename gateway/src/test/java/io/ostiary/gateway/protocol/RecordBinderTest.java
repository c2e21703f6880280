package io.ostiary.gateway.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ostiary.gateway.protocol.Value.BooleanValue;
import io.ostiary.gateway.protocol.Value.IntegerValue;
import io.ostiary.gateway.protocol.Value.ListValue;
import io.ostiary.gateway.protocol.Value.MapValue;
import io.ostiary.gateway.protocol.Value.OpaqueValue;
import io.ostiary.gateway.protocol.Value.StringValue;
import io.ostiary.gateway.protocol.Value.StructureValue;
import io.ostiary.gateway.protocol.Value.TimestampValue;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class RecordBinderTest {

    record Tag(String key, String value) {}

    record Hidden(String text) {}

    record Everything(
            String userName,
            Integer maxItems,
            Boolean flag,
            Instant since,
            List<Tag> tags,
            List<String> names,
            Map<String, String> details,
            Optional<String> path,
            boolean onlyAttached,
            Hidden password) {}

    private final RecordBinder binder =
            new RecordBinder(
                    Map.of(Hidden.class, value -> new Hidden(((StringValue) value).value())));

    @Test
    void membersBecomeComponentsWhateverTheirCase() {
        StructureValue tag =
                StructureValue.EMPTY
                        .with("Key", new StringValue("k"))
                        .with("Value", new StringValue("v"));
        StructureValue value =
                StructureValue.EMPTY
                        .with("UserName", new StringValue("alice"))
                        .with("MaxItems", new IntegerValue(7))
                        .with("FLAG", new BooleanValue(true))
                        .with("Since", new TimestampValue(Instant.EPOCH))
                        .with("Tags", new ListValue(List.of(tag)))
                        .with("Names", new ListValue(List.of(new StringValue("n"))))
                        .with("Details", new MapValue(Map.of("d", new StringValue("e"))))
                        .with("Path", new StringValue("/"))
                        .with("OnlyAttached", new BooleanValue(true))
                        .with("Password", new StringValue("p"));

        Everything expected =
                new Everything(
                        "alice",
                        7,
                        true,
                        Instant.EPOCH,
                        List.of(new Tag("k", "v")),
                        List.of("n"),
                        Map.of("d", "e"),
                        Optional.of("/"),
                        true,
                        new Hidden("p"));
        assertEquals(expected, binder.bind(value, Everything.class));
        assertEquals(expected, binder.bind(value, Everything.class));
    }

    @Test
    void whatIsAbsentIsNullOrEmpty() {
        Everything bound = binder.bind(StructureValue.EMPTY, Everything.class);
        assertNull(bound.userName());
        assertEquals(List.of(), bound.tags());
        assertEquals(Map.of(), bound.details());
        assertEquals(Optional.empty(), bound.path());
        assertNull(bound.password());
    }

    @Test
    void anOpaqueValueTakesTheComponentOfItsType() {
        Hidden hidden = new Hidden("x");
        StructureValue value = StructureValue.EMPTY.with("Password", new OpaqueValue(hidden));
        assertEquals(hidden, binder.bind(value, Everything.class).password());
    }

    @Test
    void aMemberWithoutComponentOrOfAnotherTypeIsADefect() {
        StructureValue unknown = StructureValue.EMPTY.with("Nope", new StringValue("a"));
        assertThrows(IllegalArgumentException.class, () -> binder.bind(unknown, Everything.class));
        StructureValue wrong = StructureValue.EMPTY.with("MaxItems", new StringValue("a"));
        assertThrows(IllegalArgumentException.class, () -> binder.bind(wrong, Everything.class));
    }
}
