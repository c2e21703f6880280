package io.ostiary.gateway.pipeline;

import io.ostiary.contract.port.Engine;
import io.ostiary.contract.port.Engine.Authorization;
import io.ostiary.contract.port.Engine.Parameters;
import io.ostiary.contract.port.Engine.Question;
import io.ostiary.contract.shape.Tag;
import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.protocol.Value;
import io.ostiary.gateway.protocol.Value.BooleanValue;
import io.ostiary.gateway.protocol.Value.IntegerValue;
import io.ostiary.gateway.protocol.Value.ListValue;
import io.ostiary.gateway.protocol.Value.StringValue;
import io.ostiary.gateway.protocol.Value.StructureValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The one gate before every operation: asks the engine, with the parameters that name resources and
 * condition keys. The STS operations that are built pass through, since the engine judges them
 * where it answers them.
 */
final class Authorizer {

    /** Of calls that change nothing, so that nobody asks by what they were judged. */
    private static final long NOT_JUDGED = 0;

    private final Engine engine;

    Authorizer(Engine engine) {
        this.engine = engine;
    }

    void authorize(CheckedCall call, Exchange exchange, Consumer<AuthorizedCall> next) {
        Operation operation = call.operation();
        if (operation.kind() == Operation.Kind.STS) {
            next.accept(new AuthorizedCall(call, NOT_JUDGED));
            return;
        }
        Question question =
                new Question(
                        call.caller(),
                        operation.signingName(),
                        operation.name(),
                        parameters(operation, call.input()),
                        call.facts());
        exchange.await(
                engine.authorize(question),
                answer -> {
                    switch (answer) {
                        case Authorization.Allowed(long revision) ->
                                next.accept(new AuthorizedCall(call, revision));
                        case Authorization.Denied denied -> exchange.refuse(denied.error());
                    }
                });
    }

    static Parameters parameters(Operation operation, StructureValue input) {
        Map<String, String> values = new HashMap<>();
        for (Member member : operation.scalars()) {
            String text = text(input.get(member.name()));
            if (text != null) {
                values.put(member.name(), text);
            }
        }
        StructureValue body = body(operation, input);
        if (body != null) {
            body.members()
                    .forEach(
                            (name, value) -> {
                                String text = text(value);
                                if (text != null) {
                                    values.putIfAbsent(name, text);
                                }
                            });
        }
        boolean keysOnly = input.get("TagKeys") instanceof ListValue;
        List<Tag> tags =
                keysOnly
                        ? keys(input.get("TagKeys"))
                        : tags(body == null ? input.get("Tags") : body.get("Tags"));
        return new Parameters(values, tags, keysOnly);
    }

    /** The structure that is a REST call's whole body: what stands in it counts as beside it. */
    private static @Nullable StructureValue body(Operation operation, StructureValue input) {
        Member payload = operation.model().input().payload();
        return payload != null && input.get(payload.name()) instanceof StructureValue body
                ? body
                : null;
    }

    private static @Nullable String text(@Nullable Value value) {
        return switch (value) {
            case StringValue string -> string.value();
            case IntegerValue integer -> Long.toString(integer.value());
            case BooleanValue flag -> Boolean.toString(flag.value());
            case null, default -> null;
        };
    }

    private static List<Tag> tags(@Nullable Value value) {
        if (!(value instanceof ListValue list)) {
            return List.of();
        }
        List<Tag> tags = new ArrayList<>();
        for (Value element : list.elements()) {
            if (element instanceof StructureValue tag) {
                String key = tag.text("Key");
                String text = tag.text("Value");
                if (key != null) {
                    tags.add(new Tag(key, text == null ? "" : text));
                }
            }
        }
        return tags;
    }

    private static List<Tag> keys(@Nullable Value value) {
        List<Tag> tags = new ArrayList<>();
        if (value instanceof ListValue list) {
            for (Value element : list.elements()) {
                if (element instanceof StringValue key) {
                    tags.add(new Tag(key.value(), ""));
                }
            }
        }
        return tags;
    }
}
