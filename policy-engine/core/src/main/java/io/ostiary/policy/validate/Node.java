package io.ostiary.policy.validate;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A JSON value and where it stands: offsets in characters, the end behind the last one. */
sealed interface Node {

    int start();

    int end();

    /** What the type is called in JSON. */
    String type();

    /** Members in their order, names that occur twice included. */
    record ObjectNode(int start, int end, List<Member> members) implements Node {
        public ObjectNode {
            members = List.copyOf(members);
        }

        @Override
        public String type() {
            return "Object";
        }

        /** The first value of this name, or null. */
        @Nullable Node get(String name) {
            for (Member member : members) {
                if (member.name().equals(name)) {
                    return member.value();
                }
            }
            return null;
        }
    }

    record Member(String name, int start, int end, Node value) {}

    record ArrayNode(int start, int end, List<Node> elements) implements Node {
        public ArrayNode {
            elements = List.copyOf(elements);
        }

        @Override
        public String type() {
            return "Array";
        }
    }

    record TextNode(int start, int end, String value) implements Node {
        @Override
        public String type() {
            return "String";
        }
    }

    /** A number or a truth value, as it is spelt. */
    record ScalarNode(int start, int end, String text, boolean isNumber) implements Node {
        @Override
        public String type() {
            return isNumber ? "Number" : "Boolean";
        }
    }

    record NullNode(int start, int end) implements Node {
        @Override
        public String type() {
            return "Null";
        }
    }
}
