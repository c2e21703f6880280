package io.ostiary.testkit;

import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.ResourceCommand;
import io.ostiary.contract.command.S3Command;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.shape.CreateBucketConfiguration;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.entity.User;
import io.ostiary.state.resource.OwnResources;
import io.ostiary.state.view.AccountState;

import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** Commands about buckets, few enough that accounts want the same, and about other resources. */
final class RandomResources extends RandomValues {

    private static final int BUCKETS = 4;

    RandomResources(Random random, AccountState account) {
        super(random, account);
    }

    Command next() {
        String bucket =
                random.nextInt(12) == 0
                        ? "Not_A_Name"
                        : "bucket-" + random.nextInt(BUCKETS);
        return switch (random.nextInt(9)) {
            case 0, 1 -> new S3Command.CreateBucket(
                    rarely("private"),
                    bucket,
                    null,
                    rarely(new CreateBucketConfiguration(null, null, "eu-west-1", tags())),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
            case 2 -> new S3Command.DeleteBucket(bucket, rarely("999999999999"));
            case 3, 4 -> S3Command.PutBucketPolicy.of(bucket, policy("arn:aws:s3:::" + bucket));
            case 5 -> new S3Command.DeleteBucketPolicy(bucket, null);
            case 6, 7 -> {
                String arn = arn();
                yield new ResourceCommand.PutResourcePolicy(
                        arn,
                        maybe(policy(arn)),
                        tags().stream()
                                .collect(
                                        Collectors.toMap(
                                                tag -> tag.key().toLowerCase(Locale.ROOT),
                                                Tag::value,
                                                (first, _) -> first)));
            }
            default -> new ResourceCommand.DeleteResourcePolicy(arn());
        };
    }

    private String policy(String arn) {
        if (random.nextInt(8) == 0) {
            return Documents.MALFORMED;
        }
        User user = account.userNamed(name("u"));
        return Documents.onResource(
                random.nextBoolean() || user == null
                        ? Arn.root(account.id()).toString()
                        : user.arn(account.id()).toString(),
                "s3:ListBucket",
                arn);
    }

    private String arn() {
        return switch (random.nextInt(6)) {
            case 0 -> "arn:aws:s3:::bucket-0";
            case 1 -> "arn:aws:sqs:us-east-1:999999999999:foreign";
            case 2 -> OwnResources.account(account.id()).toString();
            default ->
                    "arn:aws:sqs:us-east-1:" + account.id() + ":" + name("queue");
        };
    }
}
