package io.ostiary.gateway.marker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.id.AccountId;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.pipeline.Operation;
import io.ostiary.gateway.protocol.Value;
import io.ostiary.gateway.protocol.Value.BlobValue;
import io.ostiary.gateway.protocol.Value.BooleanValue;
import io.ostiary.gateway.protocol.Value.DoubleValue;
import io.ostiary.gateway.protocol.Value.IntegerValue;
import io.ostiary.gateway.protocol.Value.ListValue;
import io.ostiary.gateway.protocol.Value.MapValue;
import io.ostiary.gateway.protocol.Value.OpaqueValue;
import io.ostiary.gateway.protocol.Value.StringValue;
import io.ostiary.gateway.protocol.Value.StructureValue;
import io.ostiary.gateway.protocol.Value.TimestampValue;
import io.ostiary.sealing.AssociatedData;
import io.ostiary.sealing.Purpose;
import io.ostiary.sealing.PurposeKey;
import io.ostiary.sealing.Seal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Seals the positions of truncated lists (attack A113). A marker opens for the same account,
 * operation and filters only, and for a day; the page size may change. Its wire form is printable
 * ASCII of at most {@value #MAX_LENGTH} characters (IAM model, markerType) as long as the position
 * has at most {@value #MAX_POSITION} bytes; a longer position is a defect.
 */
public final class Markers {

    public static final int MAX_LENGTH = 320;
    public static final int MAX_POSITION = 200;

    /** Of the pages of our own API, whose positions may be ARNs: no model bounds those markers. */
    private static final int MAX_OWN_POSITION = 4_096;

    private static final int MAX_OWN_LENGTH = 2 * MAX_OWN_POSITION;

    /** How long a marker is good. */
    public static final Duration AGE = Duration.ofDays(1);

    private final Seal seal;
    private final InstantSource clock;

    /**
     * @param key for {@link Purpose#MARKER}
     */
    public Markers(PurposeKey key, InstantSource clock) {
        if (key.purpose() != Purpose.MARKER) {
            throw new IllegalArgumentException("a key for markers is wanted");
        }
        this.seal = Seal.with(key);
        this.clock = clock;
    }

    /**
     * @param input whose filters the list was made by
     */
    public String seal(
            AccountId account,
            OperationModel operation,
            Operation.Page page,
            StructureValue input,
            String position) {
        if (position.getBytes(UTF_8).length > MAX_POSITION) {
            throw new IllegalArgumentException("a position of " + operation + " is too long");
        }
        return sealed(position, binding(account, operation, page, input));
    }

    /**
     * A position in a list of our own API.
     *
     * @param question every part of the question whose answer goes on there; its first names it
     */
    public String seal(AccountId account, List<String> question, String position) {
        if (position.getBytes(UTF_8).length > MAX_OWN_POSITION) {
            throw new IllegalArgumentException("a position is too long");
        }
        return sealed(position, binding(account, question));
    }

    private String sealed(String position, AssociatedData binding) {
        byte[] text = position.getBytes(UTF_8);
        byte[] clear =
                ByteBuffer.allocate(Integer.BYTES + text.length)
                        .putInt((int) clock.instant().getEpochSecond())
                        .put(text)
                        .array();
        return seal.seal(clear, binding).sealed();
    }

    /** Empty for everything that {@link #seal} did not make for this very list, or too long ago. */
    public Optional<String> open(
            AccountId account,
            OperationModel operation,
            Operation.Page page,
            StructureValue input,
            String marker) {
        return marker.length() > MAX_LENGTH
                ? Optional.empty()
                : opened(marker, binding(account, operation, page, input));
    }

    /** The same of a list of our own API. */
    public Optional<String> open(AccountId account, List<String> question, String marker) {
        return marker.length() > MAX_OWN_LENGTH
                ? Optional.empty()
                : opened(marker, binding(account, question));
    }

    private Optional<String> opened(String marker, AssociatedData binding) {
        return seal.open(marker, binding)
                .map(secret -> ByteBuffer.wrap(secret.revealBytes()))
                .filter(clear -> clear.remaining() >= Integer.BYTES)
                .filter(
                        clear ->
                                clock.instant().getEpochSecond()
                                                - Integer.toUnsignedLong(clear.getInt())
                                        < AGE.toSeconds())
                .map(clear -> UTF_8.decode(clear).toString());
    }

    /** No operation of AWS is called so: none of its markers opens here, nor the other way. */
    private static AssociatedData binding(AccountId account, List<String> question) {
        List<String> parts = new ArrayList<>();
        parts.add(account.value());
        parts.add("own");
        parts.addAll(question);
        return AssociatedData.of(parts.toArray(String[]::new));
    }

    private static AssociatedData binding(
            AccountId account,
            OperationModel operation,
            Operation.Page page,
            StructureValue input) {
        List<String> parts = new ArrayList<>();
        parts.add(account.value());
        parts.add(operation.toString());
        new TreeMap<>(input.members())
                .forEach(
                        (name, value) -> {
                            if (!name.equals(page.token()) && !name.equals(page.limit())) {
                                parts.add(name);
                                spell(value, parts);
                            }
                        });
        return AssociatedData.of(parts.toArray(String[]::new));
    }

    /** The type stands before each value and the count before several, so no two inputs agree. */
    private static void spell(Value value, List<String> parts) {
        switch (value) {
            case StringValue text -> parts.add("s" + text.value());
            case IntegerValue number -> parts.add("i" + number.value());
            case DoubleValue number -> parts.add("d" + number.value());
            case BooleanValue flag -> parts.add("b" + flag.value());
            case TimestampValue time -> parts.add("t" + time.value());
            case ListValue list -> {
                parts.add("l" + list.elements().size());
                list.elements().forEach(element -> spell(element, parts));
            }
            case StructureValue structure -> members('m', structure.members(), parts);
            case MapValue map -> members('e', map.entries(), parts);
            case BlobValue _, OpaqueValue _ ->
                    throw new IllegalArgumentException("no list has such a filter");
        }
    }

    private static void members(char type, Map<String, Value> members, List<String> parts) {
        parts.add(type + Integer.toString(members.size()));
        new TreeMap<>(members)
                .forEach(
                        (name, value) -> {
                            parts.add(name);
                            spell(value, parts);
                        });
    }
}
