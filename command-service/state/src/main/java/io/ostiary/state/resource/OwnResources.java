package io.ostiary.state.resource;

import io.ostiary.contract.error.OperatorError;
import io.ostiary.contract.error.OperatorError.InvalidResource;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.Names;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * Of which ARNs an account may keep a policy and tags: those that bear its own id, of services that
 * ask here. The house's own services are judged by identities, trust and guard rails, so theirs are
 * left out, but for one: the policy of one's own account at this house, which lets others ask about
 * it. A bucket's ARN bears no account; whose it is, the registry says, and S3's API writes it.
 */
public final class OwnResources {

    /** Characters; longer than any ARN that AWS documents, and short enough to be a key. */
    public static final int MAX_ARN = 1_024;

    private static final String HOUSE = "ostiary";
    private static final Set<String> HOUSE_SERVICES = Set.of("iam", "sts", "organizations", HOUSE);

    private OwnResources() {}

    /** The ARN of an account at this house. */
    public static Arn account(AccountId account) {
        return new Arn(Arn.PARTITION, HOUSE, "", account.value(), "account");
    }

    /** Why nothing of it can be kept or told; null when it can. */
    public static @Nullable OperatorError refusal(AccountId account, String text) {
        Arn arn = isPlain(text) ? Arn.parse(text).orElse(null) : null;
        if (arn == null || !arn.partition().equals(Arn.PARTITION)) {
            return new InvalidResource(
                    "A resource is named by its whole ARN, in printable ASCII without wildcards.");
        }
        // Services are spelt small: whatever looks like one of the house's is told as it.
        if (HOUSE_SERVICES.contains(Names.key(arn.service()))) {
            return text.equals(account(account).toString())
                    ? null
                    : new InvalidResource(
                            "Of %s only %s can have a policy here."
                                    .formatted(arn.service(), account(account)));
        }
        if (arn.account().isEmpty()) {
            return new InvalidResource(
                    arn.service().equals("s3")
                            ? "The policy of a bucket is written by the S3 API, PutBucketPolicy."
                            : "An ARN without an account is nobody's.");
        }
        return arn.isIn(account)
                ? null
                : new InvalidResource("The resource is not of the account " + account + ".");
    }

    private static boolean isPlain(String text) {
        if (text.length() > MAX_ARN) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '*' || c == '?' || c == '$') {
                return false;
            }
        }
        return true;
    }
}
