package io.ostiary.writer.resource;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;
import static io.ostiary.state.decide.CommandResult.undecidedYet;

import io.ostiary.contract.command.Awaited;
import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.HistoryCommand.NewBucket;
import io.ostiary.contract.command.S3Command;
import io.ostiary.contract.command.S3Command.CreateBucket;
import io.ostiary.contract.command.S3Command.DeleteBucket;
import io.ostiary.contract.command.S3Command.DeleteBucketPolicy;
import io.ostiary.contract.command.S3Command.PutBucketPolicy;
import io.ostiary.contract.error.S3Error;
import io.ostiary.contract.event.ResourceEvent.BucketDeleted;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicyRemoved;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicySet;
import io.ostiary.contract.id.BucketName;
import io.ostiary.contract.result.S3Result.CreateBucketResult;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.entity.Bucket;
import io.ostiary.state.entity.PendingFollowUp;
import io.ostiary.state.entity.Table;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.history.FollowUps;
import io.ostiary.writer.rule.Lookup;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The rules of buckets (Amazon S3 API Reference). */
public final class BucketDecider {

    public CommandResult decide(
            AccountState account, S3Command command, CommandEnvelope envelope) {
        return switch (command) {
            case CreateBucket create ->
                    NewBucketRules.check(create)
                            .then(wanted -> create(account, wanted, envelope));
            case DeleteBucket delete ->
                    own(account, delete.bucket(), delete.expectedBucketOwner())
                            .then(bucket -> delete(account, bucket, envelope.requestId()));
            case PutBucketPolicy put ->
                    own(account, put.bucket(), put.expectedBucketOwner())
                            .then(bucket -> put(account, bucket, put.policy(), envelope));
            case DeleteBucketPolicy delete ->
                    own(account, delete.bucket(), delete.expectedBucketOwner())
                            .then(bucket -> deletePolicy(account, bucket));
        };
    }

    private static Lookup<Bucket> own(
            AccountState account, String name, @Nullable String expectedOwner) {
        if (expectedOwner != null && !expectedOwner.equals(account.id().value())) {
            return Lookup.refused(S3Error.accessDenied());
        }
        return Lookup.of(account.find(Table.BUCKETS, name), S3Error.noSuchBucket(name));
    }

    /**
     * One wish for a name at a time, so that nothing that is said of it later overtakes it. To
     * create one's own bucket anew does nothing in us-east-1, as AWS keeps it for old programs, and
     * is refused everywhere else.
     */
    private static CommandResult create(
            AccountState account, NewBucket wanted, CommandEnvelope envelope) {
        String name = wanted.name();
        Bucket held = account.find(Table.BUCKETS, name);
        if (held != null) {
            return isWithoutConstraint(held.region()) && isWithoutConstraint(wanted.region())
                    ? accepted(
                            new CreateBucketResult("/" + name, BucketName.arn(name).toString()))
                    : rejected(S3Error.yoursAlready(name));
        }
        if (account.hasAny(Table.PENDING_FOLLOW_UPS, FollowUps.reservationsOf(name))) {
            return rejected(S3Error.aborted(name));
        }
        if (Quota.BUCKETS.isReached(account, account.count(Table.BUCKETS) + wished(account))) {
            return rejected(
                    new S3Error(
                            S3Error.Kind.TOO_MANY_BUCKETS,
                            "You have attempted to create more buckets than allowed",
                            name));
        }
        return undecidedYet(
                List.of(
                        FollowUps.reserveBucket(
                                new Awaited(envelope.gateway(), envelope.requestId()),
                                account.id(),
                                wanted,
                                account.revision() + 1)));
    }

    private static boolean isWithoutConstraint(String region) {
        return region.equals(NewBucketRules.NO_CONSTRAINT);
    }

    private static int wished(AccountState account) {
        int wishes = 0;
        for (PendingFollowUp _ :
                account.scan(Table.PENDING_FOLLOW_UPS, FollowUps.RESERVATIONS)) {
            wishes++;
        }
        return wishes;
    }

    private static CommandResult delete(AccountState account, Bucket bucket, String requestId) {
        return accepted(
                new BucketDeleted(bucket.name()),
                FollowUps.releaseBucket(
                        requestId, account.id(), bucket.name(), account.revision() + 1));
    }

    private static CommandResult put(
            AccountState account, Bucket bucket, String policy, CommandEnvelope envelope) {
        return BucketPolicies.read(account, bucket.name(), policy, envelope.principals())
                .then(read -> accepted(new ResourcePolicySet(arn(bucket), read)));
    }

    /** What is not there need not be deleted: S3 answers 204 either way. */
    private static CommandResult deletePolicy(AccountState account, Bucket bucket) {
        return account.resource(arn(bucket)).policy() == null
                ? accepted()
                : accepted(new ResourcePolicyRemoved(arn(bucket)));
    }

    private static String arn(Bucket bucket) {
        return BucketName.arn(bucket.name()).toString();
    }
}
