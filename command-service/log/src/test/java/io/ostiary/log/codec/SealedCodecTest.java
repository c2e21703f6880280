package io.ostiary.log.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.command.Command;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.Since;
import io.ostiary.contract.outcome.Outcome;
import io.ostiary.contract.query.Query;
import io.ostiary.contract.result.Result;
import io.ostiary.contract.result.StsResult;
import io.ostiary.contract.secret.Secret;
import io.ostiary.contract.shape.Credentials;
import io.ostiary.log.Samples;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class SealedCodecTest {

    /** Today's version of a type. */
    private sealed interface Today {
        record Thing(String name, int size, @Nullable String note, List<String> tags, Inner inner)
                implements Today {}
    }

    /** Tomorrow's: more members, one of them narrows rights. */
    private sealed interface Tomorrow {
        record Thing(
                String name,
                int size,
                @Nullable String note,
                List<String> tags,
                Inner inner,
                @Since(version = 2) @Nullable String colour,
                @Since(version = 3) List<String> labels)
                implements Tomorrow {}
    }

    /** The day after. */
    private sealed interface Later {
        record Thing(
                String name,
                int size,
                @Nullable String note,
                List<String> tags,
                Inner inner,
                @Since(version = 4, mustUnderstand = true) @Nullable String onlyFrom)
                implements Later {}
    }

    private record Inner(boolean flag, Map<String, String> map) {}

    private sealed interface Twice {
        record Same() implements Twice {}

        sealed interface Below extends Twice {}
    }

    private record Same() implements Twice.Below {}

    private record WithArray(byte[] bytes) {}

    private record WithDouble(double number) {}

    private record WithObject(Object any) {}

    private record LateWithoutDefault(@Since(version = 2) String name) {}

    private static final String THING =
            "{\"name\":\"a\",\"size\":1,\"tags\":[\"t\"],\"inner\":{\"flag\":true,\"map\":[]}}";

    private final SealedCodec<Today> today = SealedCodec.of(Today.class);
    private final SealedCodec<Tomorrow> tomorrow = SealedCodec.of(Tomorrow.class);
    private final SealedCodec<Later> later = SealedCodec.of(Later.class);

    @Test
    void everySealedTypeOfTheContractComesBackEqual() throws Unreadable {
        roundTrip(SealedCodec.of(Command.class));
        roundTrip(SealedCodec.of(Event.class));
        roundTrip(SealedCodec.of(Outcome.class));
        roundTrip(SealedCodec.of(AwsError.class));
        roundTrip(SealedCodec.of(Query.class));
        roundTrip(SealedCodec.of(Result.class, new Reversed()));
    }

    private static <T> void roundTrip(SealedCodec<T> codec) throws Unreadable {
        for (Class<?> type : codec.types().values()) {
            for (Object sample : List.of(Samples.full(type), Samples.sparse(type))) {
                @SuppressWarnings("unchecked")
                T value = (T) sample;
                assertEquals(value, codec.decode(codec.mark(value), codec.encode(value)));
            }
        }
    }

    @Test
    void errorsOfTwoModelsKeepTheirNamesApart() {
        assertTrue(SealedCodec.of(AwsError.class).types().containsKey("CommonError"));
        assertTrue(
                SealedCodec.of(AwsError.class)
                        .types()
                        .keySet()
                        .containsAll(
                                Set.of(
                                        "StsError.MalformedPolicyDocument",
                                        "IamError.MalformedPolicyDocument")));
    }

    @Test
    void twoRecordsOfOneNameAreRefusedAtConstruction() {
        assertThrows(IllegalArgumentException.class, () -> SealedCodec.of(Twice.class));
    }

    @Test
    void whatHasNoFormIsRefusedAtConstruction() {
        assertThrows(IllegalArgumentException.class, () -> JsonCodec.of(WithArray.class));
        assertThrows(IllegalArgumentException.class, () -> JsonCodec.of(WithDouble.class));
        assertThrows(IllegalArgumentException.class, () -> JsonCodec.of(WithObject.class));
        assertThrows(IllegalArgumentException.class, () -> JsonCodec.of(LateWithoutDefault.class));
    }

    /** A119, and everything else that is not what we would write. */
    @Test
    void whatIsNotExactlyOursIsUnreadable() {
        readable(THING);
        readable(" " + THING.replace(",", " ,\n") + " ");
        assertEquals(
                Unreadable.Reason.UNKNOWN_MEMBER, reason(THING.replace("{\"n", "{\"x\":1,\"n")));
        for (String bad :
                List.of(
                        "",
                        " ",
                        "null",
                        "[]",
                        "1",
                        THING + "x",
                        THING + "{}",
                        THING.substring(1),
                        THING.substring(0, THING.length() - 1),
                        THING.replace("\"size\":1,", ""),
                        THING.replace("\"size\":1", "\"size\":1,\"size\":1"),
                        THING.replace("\"size\":1", "\"size\":1.0"),
                        THING.replace("\"size\":1", "\"size\":1e0"),
                        THING.replace("\"size\":1", "\"size\":\"1\""),
                        THING.replace("\"size\":1", "\"size\":2147483648"),
                        THING.replace("\"size\":1", "\"size\":01"),
                        THING.replace("\"size\":1", "\"size\":null"),
                        THING.replace("\"size\":1", "\"size\":1,\"note\":null"),
                        THING.replace("\"a\"", "1"),
                        THING.replace("\"a\"", "true"),
                        THING.replace("[\"t\"]", "\"t\""),
                        THING.replace("[\"t\"]", "[null]"),
                        THING.replace("[\"t\"]", "[[\"t\"]]"),
                        THING.replace("true", "1"),
                        THING.replace("true", "\"true\""),
                        THING.replace("[]}", "[[\"k\",\"v\"],[\"k\",\"v\"]]}"),
                        THING.replace("[]}", "[[\"k\",\"v\",\"w\"]]}"),
                        THING.replace("[]}", "[[\"k\"]]}"),
                        THING.replace("[]}", "{\"k\":\"v\"}}"),
                        THING.replace("\"a\"", "'a'"),
                        THING.replace("\"a\"", "\"a\n\""),
                        "/**/" + THING)) {
            assertEquals(Unreadable.Reason.VALUE, reason(bad), bad);
        }
        assertEquals(Unreadable.Reason.VALUE, reason("[".repeat(100_000)));
        byte[] latin =
                THING.replace("\"a\"", "\"\u00e9\"")
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThrows(Unreadable.class, () -> today.decode("Thing", latin));
    }

    @Test
    void anUnknownTypeIsUnreadable() {
        var e = assertThrows(Unreadable.class, () -> today.decode("Things", THING.getBytes(UTF_8)));
        assertEquals(Unreadable.Reason.UNKNOWN_TYPE, e.reason());
    }

    @Test
    void refusalsDoNotRepeatWhatTheyRefuse() {
        String bad = THING.replace("\"size\":1", "\"size\":\"canary\"");
        var e = assertThrows(Unreadable.class, () -> today.decode("Thing", bad.getBytes(UTF_8)));
        assertFalse(String.valueOf(e).contains("canary"));
        assertEquals(null, e.getCause());
    }

    @Test
    void anOldRecordLacksWhatCameLater() throws Unreadable {
        var thing = (Tomorrow.Thing) tomorrow.decode("Thing", THING.getBytes(UTF_8));
        assertEquals(null, thing.colour());
        assertEquals(List.of(), thing.labels());
    }

    @Test
    void aRecordOfTodayMayNotLackWhatBelongsToIt() {
        assertThrows(Unreadable.class, () -> tomorrow.decode("Thing:3", THING.getBytes(UTF_8)));
    }

    @Test
    void aMarkIsOneWord() throws Unreadable {
        for (var mark :
                Map.of(
                                "Thing", new TypeMark("Thing", 1, Set.of()),
                                "Thing:3", new TypeMark("Thing", 3, Set.of()),
                                "Thing:4:from,to", new TypeMark("Thing", 4, Set.of("to", "from")))
                        .entrySet()) {
            assertEquals(mark.getKey(), mark.getValue().text());
            assertEquals(mark.getValue(), TypeMark.of(mark.getKey()));
        }
        for (String version : List.of("", "0", "-1", "+1", "01", "1x", "x", "32768", "１")) {
            var e = assertThrows(Unreadable.class, () -> TypeMark.of("Thing:" + version));
            assertEquals(Unreadable.Reason.HEADER, e.reason(), version);
        }
        for (String other : List.of("Thing:", "Thing:1", "Thing:2:b,a", "Thing:2:a,a")) {
            var e = assertThrows(Unreadable.class, () -> TypeMark.of(other));
            assertEquals(Unreadable.Reason.HEADER, e.reason(), other);
        }
        assertThrows(Unreadable.class, () -> TypeMark.of("Thing:2:a:"));
    }

    @Test
    void whatADecoderDoesNotKnowByHeartItReadsFromTheMark() throws Unreadable {
        var thing = new Today.Thing("a", 1, null, List.of(), new Inner(true, Map.of()));
        assertEquals("Thing", today.mark(thing));
        assertEquals(thing, today.decode("Thing", today.encode(thing)));
        Tomorrow newer =
                new Tomorrow.Thing("a", 1, null, List.of(), thing.inner(), "red", List.of("x"));
        assertEquals("Thing:3", tomorrow.mark(newer));
        assertEquals(thing, today.decode("Thing:3", tomorrow.encode(newer)));
    }

    @Test
    void aNewerRecordsHarmlessMemberIsPassedOver() throws Unreadable {
        var inner = new Inner(true, Map.of());
        Tomorrow newer = new Tomorrow.Thing("a", 1, null, List.of(), inner, "red", List.of("x"));
        String mark = tomorrow.mark(newer);
        assertEquals(3, TypeMark.of(mark).version());
        assertEquals(
                new Today.Thing("a", 1, null, List.of(), inner),
                today.decode(mark, tomorrow.encode(newer)));
    }

    /** A119, whatever form the member has. */
    @Test
    void unknownMembersArePassedOverWholeOrNotAtAll() throws Unreadable {
        for (String value : List.of("1", "\"x\"", "{\"a\":{\"size\":2}}", "[{\"name\":1},[]]")) {
            for (String json :
                    List.of(
                            THING.replace("{\"n", "{\"scope\":" + value + ",\"n"),
                            THING.replace("]}}", "]},\"scope\":" + value + "}"))) {
                byte[] bytes = json.getBytes(UTF_8);
                assertEquals(
                        today.decode("Thing", THING.getBytes(UTF_8)),
                        today.decode("Thing:9", bytes));
                for (String mark : List.of("Thing", "Thing:9:scope")) {
                    var e = assertThrows(Unreadable.class, () -> today.decode(mark, bytes));
                    assertEquals(Unreadable.Reason.UNKNOWN_MEMBER, e.reason(), mark + json);
                }
            }
        }
    }

    @Test
    void membersMayComeInAnyOrderButOnce() throws Unreadable {
        String turned =
                "{\"inner\":{\"map\":[],\"flag\":true},\"tags\":[\"t\"],\"size\":1,\"name\":\"a\"}";
        assertEquals(
                today.decode("Thing", THING.getBytes(UTF_8)),
                today.decode("Thing", turned.getBytes(UTF_8)));
        assertEquals(Unreadable.Reason.VALUE, reason(THING.replace("]}}", "]},\"name\":\"a\"}")));
    }

    /** A119: known type with an unknown mandatory field. */
    @Test
    void aNewerRecordsMustUnderstandMemberIsNotPassedOver() throws Unreadable {
        var inner = new Inner(true, Map.of());
        Later narrowed = new Later.Thing("a", 1, null, List.of(), inner, "10.0.0.0/8");
        String mark = later.mark(narrowed);
        assertEquals(Set.of("onlyFrom"), TypeMark.of(mark).must());
        var e = assertThrows(Unreadable.class, () -> today.decode(mark, later.encode(narrowed)));
        assertEquals(Unreadable.Reason.UNKNOWN_MEMBER, e.reason());
        Later open = new Later.Thing("a", 1, null, List.of(), inner, null);
        today.decode(later.mark(open), later.encode(open));
    }

    /** A129: no serializer knows a secret. */
    @Test
    void aSecretIsNotWritten() {
        var codec = SealedCodec.of(Result.class);
        var result =
                new StsResult.GetSessionTokenResult(
                        new Credentials(
                                "ASIA", Instant.EPOCH, Secret.of("canary"), Secret.of("canary")));
        var e = assertThrows(IllegalStateException.class, () -> codec.encode(result));
        assertFalse(String.valueOf(e).contains("canary"));
    }

    @Test
    void mapsAndSetsHaveOneSpelling() throws Unreadable {
        record Both(Map<String, String> map, Set<String> set) {}
        var codec = JsonCodec.of(Both.class);
        byte[] bytes = codec.encode(new Both(Map.of("b", "2", "a", "1"), Set.of("y", "x", "z")));
        assertEquals(
                "{\"map\":[[\"a\",\"1\"],[\"b\",\"2\"]],\"set\":[\"x\",\"y\",\"z\"]}",
                new String(bytes, UTF_8));
        assertEquals(Set.of("x", "y", "z"), codec.decode(bytes).set());
    }

    private void readable(String json) {
        try {
            today.decode("Thing", json.getBytes(UTF_8));
        } catch (Unreadable e) {
            throw new AssertionError(json, e);
        }
    }

    private Unreadable.Reason reason(String json) {
        return assertThrows(
                        Unreadable.class, () -> today.decode("Thing", json.getBytes(UTF_8)), json)
                .reason();
    }

    /** Stands for a seal. */
    private static final class Reversed implements SecretForm {
        @Override
        public String write(Secret secret) {
            return new StringBuilder(secret.revealText()).reverse().toString();
        }

        @Override
        public Secret read(String text) {
            return Secret.of(new StringBuilder(text).reverse().toString());
        }
    }
}
