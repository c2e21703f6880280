package io.ostiary.log.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.SealedSecret;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Values that are one JSON token. There is no floating point and no binary data. */
sealed interface Scalar extends Shape {

    @Override
    default int version(Set<Shape> seen) {
        return 1;
    }

    @Override
    default void collectMust(Set<String> names, Set<Shape> seen) {}

    /** Null for a type that is not a scalar. */
    static @Nullable Scalar of(Type type, SecretForm secrets) {
        if (type == String.class) {
            return new Text(text -> (String) text, text -> text);
        } else if (type == int.class || type == Integer.class) {
            return new IntNumber();
        } else if (type == long.class || type == Long.class) {
            return new LongNumber();
        } else if (type == boolean.class || type == Boolean.class) {
            return new Bool();
        } else if (type == Instant.class) {
            return new Text(at -> IsoInstant.format((Instant) at), IsoInstant::parse);
        } else if (type == Duration.class) {
            return new Text(Object::toString, Duration::parse);
        } else if (type == AccountId.class) {
            return new Text(id -> ((AccountId) id).value(), AccountId::new);
        } else if (type == AccessKeyId.class) {
            return new Text(id -> ((AccessKeyId) id).value(), AccessKeyId::new);
        } else if (type == SealedSecret.class) {
            return new Text(secret -> ((SealedSecret) secret).sealed(), SealedSecret::new);
        } else if (type == io.ostiary.contract.secret.Secret.class) {
            return new Text(
                    secret -> secrets.write((io.ostiary.contract.secret.Secret) secret),
                    secrets::read);
        } else if (type instanceof Class<?> c && c.isEnum()) {
            return Constant.of(c);
        }
        return null;
    }

    private static void expect(JsonParser in, JsonToken token) throws Unreadable {
        if (in.currentToken() != token) {
            throw new Unreadable(Unreadable.Reason.VALUE, token + " expected");
        }
    }

    /** A JSON string. */
    record Text(Function<Object, String> to, Function<String, Object> from) implements Scalar {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            out.writeString(to.apply(value));
        }

        @Override
        public Object read(JsonParser in, Reading reading) throws IOException, Unreadable {
            expect(in, JsonToken.VALUE_STRING);
            return from.apply(in.getText());
        }
    }

    /** An int. */
    record IntNumber() implements Scalar {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            out.writeNumber((int) value);
        }

        @Override
        public Object read(JsonParser in, Reading reading) throws IOException, Unreadable {
            expect(in, JsonToken.VALUE_NUMBER_INT);
            return in.getIntValue();
        }
    }

    /** A long. */
    record LongNumber() implements Scalar {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            out.writeNumber((long) value);
        }

        @Override
        public Object read(JsonParser in, Reading reading) throws IOException, Unreadable {
            expect(in, JsonToken.VALUE_NUMBER_INT);
            return in.getLongValue();
        }
    }

    /** True or false. */
    record Bool() implements Scalar {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            out.writeBoolean((boolean) value);
        }

        @Override
        public Object read(JsonParser in, Reading reading) throws IOException, Unreadable {
            if (in.currentToken() == JsonToken.VALUE_TRUE) {
                return true;
            }
            expect(in, JsonToken.VALUE_FALSE);
            return false;
        }
    }

    /** An enum's constant, by name. */
    record Constant(Map<String, Object> byName) implements Scalar {

        static Constant of(Class<?> type) {
            var byName = new HashMap<String, Object>();
            Arrays.stream(type.getEnumConstants())
                    .forEach(constant -> byName.put(((Enum<?>) constant).name(), constant));
            return new Constant(byName);
        }

        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            out.writeString(((Enum<?>) value).name());
        }

        @Override
        public Object read(JsonParser in, Reading reading) throws IOException, Unreadable {
            expect(in, JsonToken.VALUE_STRING);
            Object constant = byName.get(in.getText());
            if (constant == null) {
                throw new Unreadable(Unreadable.Reason.VALUE, "unknown constant");
            }
            return constant;
        }
    }
}
