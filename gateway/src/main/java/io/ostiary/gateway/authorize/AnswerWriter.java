package io.ostiary.gateway.authorize;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ostiary.contract.port.ChunkAnswer;
import io.ostiary.contract.port.Decisions.Answer;
import io.ostiary.contract.port.Decisions.Reason;
import io.ostiary.contract.port.Decisions.VerifiedSigner;
import io.ostiary.gateway.protocol.Utf8Writer;
import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Writes answers in one pass into one buffer, in our own form and in AuthZEN's. */
final class AnswerWriter {

    private static final int ONE = 256;
    private static final byte[] ALLOW = ascii("{\"decision\":\"allow\",\"reasons\":[");
    private static final byte[] DENY = ascii("{\"decision\":\"deny\",\"reasons\":[");
    private static final byte[] ALLOWED = ascii("{\"type\":\"allowed\"");
    private static final byte[] EXPLICIT_DENY = ascii("{\"type\":\"explicitDeny\"");
    private static final byte[] IMPLICIT_DENY = ascii("{\"type\":\"implicitDeny\"");
    private static final byte[] UNKNOWN_RESOURCE_OWNER =
            ascii("{\"type\":\"unknownResourceOwner\"");
    private static final byte[] TRUE = ascii("{\"decision\":true");
    private static final byte[] FALSE = ascii("{\"decision\":false");

    private final Utf8Writer out;

    private AnswerWriter(int answers) {
        this.out = new Utf8Writer(ONE + answers * 64);
    }

    static Buffer one(Answer.Decided answer, long revision) {
        var writer = new AnswerWriter(1);
        writer.decided(answer);
        writer.out.ascii(",\"revision\":");
        writer.out.number(revision);
        writer.out.write('}');
        return writer.out.toBuffer();
    }

    static Buffer batch(List<Answer> answers, long revision) {
        var writer = new AnswerWriter(answers.size());
        writer.out.ascii("{\"answers\":[");
        for (int i = 0; i < answers.size(); i++) {
            writer.comma(i);
            switch (answers.get(i)) {
                case Answer.Decided decided -> {
                    writer.decided(decided);
                    writer.out.write('}');
                }
                case Answer.Unanswered unanswered ->
                        writer.refused(ApiError.of(unanswered.error()));
            }
        }
        writer.out.ascii("],\"revision\":");
        writer.out.number(revision);
        writer.out.write('}');
        return writer.out.toBuffer();
    }

    static Buffer evaluation(Answer.Decided answer) {
        var writer = new AnswerWriter(1);
        writer.evaluated(answer);
        return writer.out.toBuffer();
    }

    static Buffer evaluations(List<Answer> answers) {
        var writer = new AnswerWriter(answers.size());
        writer.out.ascii("{\"evaluations\":[");
        for (int i = 0; i < answers.size(); i++) {
            writer.comma(i);
            switch (answers.get(i)) {
                case Answer.Decided decided -> writer.evaluated(decided);
                case Answer.Unanswered unanswered -> writer.failed(ApiError.of(unanswered.error()));
            }
        }
        writer.out.ascii("]}");
        return writer.out.toBuffer();
    }

    static Buffer chunks(ChunkAnswer.Verified answer, int verified) {
        var writer = new AnswerWriter(1);
        writer.out.ascii("{\"verified\":");
        writer.out.number(verified);
        writer.out.ascii(",\"complete\":");
        writer.out.ascii(answer.complete() ? "true" : "false");
        writer.member("continuation", answer.continuation());
        writer.out.write('}');
        return writer.out.toBuffer();
    }

    static Buffer error(ApiError error) {
        var writer = new AnswerWriter(1);
        writer.refused(error);
        return writer.out.toBuffer();
    }

    /** AuthZEN's errors are "an error message string". */
    static Buffer message(ApiError error) {
        var out = new Utf8Writer(ONE);
        out.jsonText(error.message());
        return out.toBuffer();
    }

    /**
     * AuthZEN, section 9: where evaluations and searches are asked for.
     *
     * @param here scheme and authority
     */
    static Buffer metadata(String here) {
        var out = new Utf8Writer(ONE);
        out.ascii("{\"policy_decision_point\":");
        out.jsonText(here);
        out.ascii(",\"access_evaluation_endpoint\":");
        out.jsonText(here + Route.EVALUATION.path());
        out.ascii(",\"access_evaluations_endpoint\":");
        out.jsonText(here + Route.EVALUATIONS.path());
        out.ascii(",\"search_subject_endpoint\":");
        out.jsonText(here + Route.SEARCH_SUBJECT.path());
        out.ascii(",\"search_action_endpoint\":");
        out.jsonText(here + Route.SEARCH_ACTION.path());
        out.ascii(",\"search_resource_endpoint\":");
        out.jsonText(here + Route.SEARCH_RESOURCE.path());
        out.write('}');
        return out.toBuffer();
    }

    /** Without the brace that closes it. */
    private void decided(Answer.Decided answer) {
        out.write(answer.allowed() ? ALLOW : DENY);
        reasons(answer.reasons());
        out.write(']');
        VerifiedSigner signer = answer.signer();
        if (signer != null) {
            signer(signer);
        }
        member("encodedMessage", answer.encodedMessage());
    }

    private void evaluated(Answer.Decided answer) {
        out.write(answer.allowed() ? TRUE : FALSE);
        if (!answer.reasons().isEmpty() || answer.encodedMessage() != null) {
            out.ascii(",\"context\":{\"reasons\":[");
            reasons(answer.reasons());
            out.write(']');
            member("encodedMessage", answer.encodedMessage());
            out.write('}');
        }
        out.write('}');
    }

    /** Denied, since nobody knows better. */
    private void failed(ApiError error) {
        out.write(FALSE);
        out.ascii(",\"context\":{\"error\":{\"status\":");
        out.number(error.status());
        out.ascii(",\"message\":");
        out.jsonText(error.message());
        out.ascii("}}}");
    }

    private void refused(ApiError error) {
        out.ascii("{\"error\":{\"code\":");
        out.jsonText(error.code());
        out.ascii(",\"message\":");
        out.jsonText(error.message());
        out.ascii("}}");
    }

    private void reasons(List<Reason> reasons) {
        for (int i = 0; i < reasons.size(); i++) {
            comma(i);
            Reason reason = reasons.get(i);
            out.write(
                    switch (reason.kind()) {
                        case ALLOWED -> ALLOWED;
                        case EXPLICIT_DENY -> EXPLICIT_DENY;
                        case IMPLICIT_DENY -> IMPLICIT_DENY;
                        case UNKNOWN_RESOURCE_OWNER -> UNKNOWN_RESOURCE_OWNER;
                    });
            member("layer", reason.layer());
            member("policy", reason.policy());
            member("statement", reason.statement());
            out.write('}');
        }
    }

    private void signer(VerifiedSigner signer) {
        out.ascii(",\"signer\":{\"account\":");
        out.jsonText(signer.account());
        member("arn", signer.arn());
        member("userId", signer.userId());
        out.ascii(",\"signedHeaders\":[");
        for (int i = 0; i < signer.signedHeaders().size(); i++) {
            comma(i);
            out.jsonText(signer.signedHeaders().get(i));
        }
        out.ascii("],\"payloadSigned\":");
        out.ascii(signer.payload().isSigned() ? "true" : "false");
        member("payload", signer.payload().word());
        member("signature", signer.signature());
        member("continuation", signer.continuation());
        out.write('}');
    }

    private void member(String name, @Nullable String value) {
        if (value != null) {
            out.ascii(",\"");
            out.ascii(name);
            out.ascii("\":");
            out.jsonText(value);
        }
    }

    private void comma(int before) {
        if (before > 0) {
            out.write(',');
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
