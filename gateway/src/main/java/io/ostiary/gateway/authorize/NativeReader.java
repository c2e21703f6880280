package io.ostiary.gateway.authorize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.DecisionCall.Question;
import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.contract.secret.Secret;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Our own form: {@code {principal | sessionToken and accessKeyId | signedRequest, action, resource,
 * context}}, alone or as {@code questions} of a batch.
 */
final class NativeReader {

    static final int MAX_NAME = 2_048;
    private static final int MAX_TOKEN = 8 * 1024;
    private static final int MAX_KEY_ID = 128;

    private NativeReader() {}

    /**
     * A request.
     *
     * @param explained whether statements are to be named
     */
    record Batch(List<Asked> questions, boolean explained) {}

    /** A question alone is explained unless it says otherwise. */
    static Batch one(byte[] body) throws MalformedBody {
        return Bodies.read(
                body,
                in -> {
                    var alone = new Alone();
                    Asked question = question(in, alone);
                    return new Batch(List.of(question), alone.explained);
                });
    }

    /** What a question alone may say beside what it asks. */
    private static final class Alone {
        private boolean explained = true;
    }

    static Batch batch(byte[] body) throws MalformedBody {
        return Bodies.read(body, NativeReader::batch);
    }

    private static Batch batch(JsonParser in) throws IOException, MalformedBody {
        List<Asked> questions = new ArrayList<>();
        boolean explained = false;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String member = in.currentName();
            JsonToken value = in.nextToken();
            switch (member) {
                case "questions" -> {
                    if (value != JsonToken.START_ARRAY) {
                        throw MalformedBody.invalid("questions must be a list.");
                    }
                    while (in.nextToken() != JsonToken.END_ARRAY) {
                        if (questions.size() >= DecisionCall.MAX_QUESTIONS) {
                            throw MalformedBody.tooMany(DecisionCall.MAX_QUESTIONS);
                        }
                        questions.add(question(in, null));
                    }
                }
                case "explain" -> {
                    if (value != JsonToken.VALUE_TRUE && value != JsonToken.VALUE_FALSE) {
                        throw MalformedBody.invalid("explain must be true or false.");
                    }
                    explained = value == JsonToken.VALUE_TRUE;
                }
                default -> throw MalformedBody.invalid("A member of the request is not known.");
            }
        }
        if (questions.isEmpty()) {
            throw MalformedBody.tooMany(DecisionCall.MAX_QUESTIONS);
        }
        return new Batch(questions, explained);
    }

    /**
     * @param alone null in a batch, where no question says for itself whether it is explained
     */
    private static Asked question(JsonParser in, @Nullable Alone alone) throws IOException {
        var members = new MemberReader(in);
        if (!members.isObject("A question")) {
            return new Asked.Faulty("A question must be an object.");
        }
        String principal = null;
        String token = null;
        String keyId = null;
        Subject signer = null;
        boolean signed = false;
        String action = null;
        String resource = null;
        Map<String, List<String>> context = Map.of();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String member = in.currentName();
            in.nextToken();
            switch (member) {
                case "principal" -> principal = members.text(member, MAX_NAME);
                case "sessionToken" -> token = members.text(member, MAX_TOKEN);
                case "accessKeyId" -> keyId = members.text(member, MAX_KEY_ID);
                case "signedRequest" -> {
                    signed = true;
                    signer = SignedRequestReader.read(in, members);
                }
                case "action" -> action = members.text(member, MAX_NAME);
                case "resource" -> resource = members.text(member, MAX_NAME);
                case "context" -> context = members.context();
                default -> {
                    if (alone != null && member.equals("explain")) {
                        Boolean explained = members.flag(member);
                        alone.explained = explained == null || explained;
                    } else {
                        members.unknown(member);
                    }
                }
            }
        }
        Subject subject = signed ? signer : subject(principal, token, keyId);
        int subjects = (principal == null ? 0 : 1) + (token == null ? 0 : 1) + (signed ? 1 : 0);
        if (subjects != 1 || (keyId != null && token == null)) {
            members.fault(
                    "A question is about one of principal, sessionToken (with accessKeyId) and"
                            + " signedRequest.");
        }
        return asked(members, subject, action, resource, context);
    }

    /** A question, when nothing is missing and nothing was wrong. */
    static Asked asked(
            MemberReader members,
            @Nullable Subject subject,
            @Nullable String action,
            @Nullable String resource,
            Map<String, List<String>> context) {
        String fault = members.fault();
        if (fault != null) {
            return new Asked.Faulty(fault);
        }
        return subject == null || action == null || resource == null
                ? new Asked.Faulty("A question needs a subject, an action and a resource.")
                : new Asked.Whole(new Question(subject, action, resource, context));
    }

    private static @Nullable Subject subject(
            @Nullable String principal, @Nullable String token, @Nullable String keyId) {
        if (principal != null) {
            return new Subject.Principal(principal);
        }
        return token == null || keyId == null ? null : new Subject.Session(keyId, Secret.of(token));
    }
}
