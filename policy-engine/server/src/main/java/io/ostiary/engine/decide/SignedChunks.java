package io.ostiary.engine.decide;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.ChunkAnswer;
import io.ostiary.contract.port.ChunkCall;
import io.ostiary.contract.port.DecisionCall.Question;
import io.ostiary.contract.port.Decisions.VerifiedSigner;
import io.ostiary.contract.port.PayloadMode;
import io.ostiary.contract.port.SignedRequest.Header;
import io.ostiary.engine.authenticate.Authenticator;
import io.ostiary.engine.authenticate.Authenticator.StreamSigner;
import io.ostiary.engine.decide.AskingRights.About;
import io.ostiary.engine.decide.AskingRights.SignedFor;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.Principals;
import io.ostiary.policy.signature.ChunkChain;
import io.ostiary.policy.signature.HeaderField;
import io.ostiary.policy.signature.ParsedSignature;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Verifies the chunks of a streamed body against a request that was verified before. The asker
 * needs the same right as then, the signer must still be there, and no key is ever told.
 */
final class SignedChunks {

    private static final String ANNOUNCED = "x-amz-trailer";

    private final Authenticator authenticator;
    private final Principals principals;
    private final Continuations continuations;

    SignedChunks(Authenticator authenticator, Principals principals, Continuations continuations) {
        this.authenticator = authenticator;
        this.principals = principals;
        this.continuations = continuations;
    }

    /**
     * What an asker is told of a verified request whose question was answered with yes.
     *
     * @param asker the asker's account
     */
    VerifiedSigner begun(
            SignedSubjects.Verified verified, Question question, AccountId asker, Instant now) {
        PayloadMode mode = verified.told().payload();
        if (!mode.isChunked()) {
            return verified.told();
        }
        ParsedSignature signature = verified.signature();
        var begun =
                new Continuation(
                        signature.accessKeyId(),
                        signature.sessionToken(),
                        signature.timestamp(),
                        signature.scope(),
                        verified.told().signature(),
                        mode == PayloadMode.CHUNKS_AND_TRAILER ? verified.announced() : null,
                        false,
                        question.action(),
                        question.resource(),
                        verified.signedFor().service(),
                        verified.signedFor().host());
        return verified.told(continuations.seal(begun, asker, now));
    }

    /** The names of a trailer as they are compared: lower case, sorted. */
    static String announced(List<Header> headers) {
        List<String> names = new ArrayList<>();
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(ANNOUNCED)) {
                for (String name : header.value().split(",", -1)) {
                    names.add(name.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return joined(names);
    }

    private static String joined(List<String> names) {
        String[] sorted = names.toArray(String[]::new);
        Arrays.sort(sorted);
        return String.join(",", sorted);
    }

    ChunkAnswer verify(EngineSnapshot snapshot, AskingRights rights, ChunkCall call, Instant now) {
        try {
            return verified(snapshot, rights, call, now);
        } catch (Unanswerable e) {
            return new ChunkAnswer.Refused(e.error());
        }
    }

    private ChunkAnswer verified(
            EngineSnapshot snapshot, AskingRights rights, ChunkCall call, Instant now)
            throws Unanswerable {
        AccountId asker = call.asker().account();
        Continuation from = continuations.open(call.continuation(), asker, now);
        if (from == null) {
            throw Unanswerable.invalid("The continuation is not valid, or it has expired.");
        }
        if (call.chunks().size() > ChunkCall.MAX_CHUNKS) {
            throw Unanswerable.invalid("Too many chunks.");
        }
        var keyId = new AccessKeyId(from.accessKeyId());
        rights.check(
                AskingRights.AUTHORIZE,
                keyId.account(),
                new About(
                        from.action(), from.resource(), new SignedFor(from.service(), from.host())),
                0);
        StreamSigner signer =
                authenticator.streamSigner(snapshot, keyId, from.sessionToken(), from.scope());
        if (signer == null || principals.find(snapshot, signer.caller()) == null) {
            throw new Unanswerable(CommonError.invalidClientToken());
        }
        Caller.Session session = signer.caller().session();
        if (session != null && !now.isBefore(session.expiresAt())) {
            throw new Unanswerable(
                    new CommonError(
                            CommonError.Kind.EXPIRED_TOKEN,
                            "The security token included in the request is expired"));
        }
        var chain = new ChunkChain(signer.key(), from.timestamp(), from.scope(), from.last());
        boolean ended = chunks(chain, from.ended(), call.chunks());
        ChunkCall.Trailer trailer = call.trailer();
        if (trailer != null) {
            trailer(chain, ended, from.trailer(), trailer);
        }
        boolean complete = ended && (from.trailer() == null || trailer != null);
        return new ChunkAnswer.Verified(
                complete,
                complete ? null : continuations.seal(from.after(chain.last(), ended), asker, now));
    }

    /** Whether the one that ends the body has come. */
    private static boolean chunks(ChunkChain chain, boolean before, List<ChunkCall.Chunk> chunks)
            throws Unanswerable {
        boolean ended = before;
        for (int i = 0; i < chunks.size(); i++) {
            if (ended) {
                throw Unanswerable.invalid("The body has ended before chunks[" + i + "].");
            }
            ChunkCall.Chunk chunk = chunks.get(i);
            if (!chain.accepts(chunk.sha256(), chunk.signature())) {
                throw mismatch("chunks[" + i + "]");
            }
            ended = chunk.sha256().equals(ChunkChain.EMPTY_SHA256);
        }
        return ended;
    }

    private static void trailer(
            ChunkChain chain, boolean ended, @Nullable String announced, ChunkCall.Trailer trailer)
            throws Unanswerable {
        if (announced == null) {
            throw Unanswerable.invalid("The request signs no trailer.");
        }
        if (!ended) {
            throw Unanswerable.invalid("The trailer comes behind the chunk that ends the body.");
        }
        List<HeaderField> headers = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Header header : trailer.headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            names.add(name);
            headers.add(new HeaderField(name, header.value()));
        }
        if (!joined(names).equals(announced)) {
            throw Unanswerable.invalid(
                    "The trailer holds other headers than x-amz-trailer announced.");
        }
        if (!chain.acceptsTrailer(headers, trailer.signature())) {
            throw mismatch("the trailer");
        }
    }

    private static Unanswerable mismatch(String which) {
        return new Unanswerable(
                new CommonError(
                        CommonError.Kind.SIGNATURE_DOES_NOT_MATCH,
                        "The signature of " + which + " does not match."));
    }
}
