package io.ostiary.gateway.model;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A type of a service model. A bound that the model does not give is null. */
public sealed interface Shape {

    String name();

    /** Whether values must not appear in texts and logs. */
    default boolean sensitive() {
        return false;
    }

    /**
     * @param enumValues empty where any text goes
     */
    record StringShape(
            String name,
            @Nullable Long min,
            @Nullable Long max,
            @Nullable TextPattern pattern,
            List<String> enumValues,
            boolean sensitive)
            implements Shape {
        public StringShape {
            enumValues = List.copyOf(enumValues);
        }
    }

    record IntegerShape(String name, @Nullable Long min, @Nullable Long max) implements Shape {}

    record LongShape(String name, @Nullable Long min, @Nullable Long max) implements Shape {}

    /**
     * Also {@code float}: no operation of ours has either, the published protocol cases have both.
     */
    record DoubleShape(String name) implements Shape {}

    record BooleanShape(String name) implements Shape {}

    record TimestampShape(String name, TimestampFormat format) implements Shape {}

    record BlobShape(String name, @Nullable Long min, @Nullable Long max, boolean sensitive)
            implements Shape {}

    /**
     * @param flattened whether elements bear the list's own name instead of {@code member}
     */
    record ListShape(
            String name, Member element, @Nullable Long min, @Nullable Long max, boolean flattened)
            implements Shape {}

    record MapShape(String name, Member key, Member value, boolean flattened) implements Shape {}

    /** How a timestamp is written; {@code UNSPECIFIED} leaves it to the protocol. */
    enum TimestampFormat {
        UNSPECIFIED,
        DATE_TIME,
        EPOCH_SECONDS,
        HTTP_DATE
    }

    /** A structure may hold itself, so it is compared by identity. */
    final class StructureShape implements Shape {
        private final String name;
        private final boolean sensitive;
        private List<Member> members = List.of();
        private Map<String, Member> byName = Map.of();
        private Map<String, Member> byWireName = Map.of();
        private @Nullable Member payload;

        StructureShape(String name, boolean sensitive) {
            this.name = name;
            this.sensitive = sensitive;
        }

        public static StructureShape of(String name, List<Member> members) {
            StructureShape shape = new StructureShape(name, false);
            shape.close(members, "");
            return shape;
        }

        /** INVARIANT: called once, by {@link ModelReader}, before the model is published. */
        void close(List<Member> closed, String payloadName) {
            Map<String, Member> names = new HashMap<>();
            Map<String, Member> wireNames = new HashMap<>();
            for (Member member : closed) {
                names.put(member.name(), member);
                wireNames.put(member.wireName(), member);
            }
            members = List.copyOf(closed);
            byName = Map.copyOf(names);
            byWireName = Map.copyOf(wireNames);
            payload = names.get(payloadName);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean sensitive() {
            return sensitive;
        }

        /** In the model's order. */
        public List<Member> members() {
            return members;
        }

        public Optional<Member> member(String memberName) {
            return Optional.ofNullable(byName.get(memberName));
        }

        /** The member that is a REST message's whole body; null where the members make it up. */
        public @Nullable Member payload() {
            return payload;
        }

        /** The members that travel in the body, as a structure of their own. */
        public StructureShape inBody() {
            return of(
                    name,
                    members.stream()
                            .filter(member -> member.location() == Location.BODY)
                            .toList());
        }

        public @Nullable Member byWireName(String wireName) {
            return byWireName.get(wireName);
        }

        @Override
        public String toString() {
            return "StructureShape[" + name + "]";
        }
    }
}
