package io.ostiary.writer.history;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.decided;
import static io.ostiary.state.decide.CommandResult.done;

import io.ostiary.contract.command.HistoryCommand.BucketGranted;
import io.ostiary.contract.command.HistoryCommand.BucketReleased;
import io.ostiary.contract.command.HistoryCommand.BucketTaken;
import io.ostiary.contract.command.HistoryCommand.NewBucket;
import io.ostiary.contract.command.HistoryCommand.ReleaseBucket;
import io.ostiary.contract.command.HistoryCommand.ReserveBucket;
import io.ostiary.contract.error.S3Error;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.RegistryEvent.BucketFreed;
import io.ostiary.contract.event.RegistryEvent.BucketReserved;
import io.ostiary.contract.event.ResourceEvent.BucketCreated;
import io.ostiary.contract.event.ResourceEvent.ResourceTagsSet;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.BucketName;
import io.ostiary.contract.port.Revealed;
import io.ostiary.contract.result.S3Result.CreateBucketResult;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.entity.BucketReservation;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountState;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Bucket names are unique in the world: the registry gives them. An account asks for one name once
 * at a time (its decider sees to that), so what the registry hears of a name from one account is in
 * the order in which it was said; it may come twice all the same.
 */
final class Buckets {

    private Buckets() {}

    static CommandResult reserve(AccountState registry, ReserveBucket wish) {
        String name = wish.bucket().name();
        BucketReservation held = registry.find(Table.BUCKET_RESERVATIONS, name);
        if (held != null && !held.account().equals(wish.account())) {
            return accepted(null, FollowUps.bucketTaken(wish, registry.revision()));
        }
        if (held != null && held.revision() >= wish.revision()) {
            return accepted(null, FollowUps.bucketGranted(wish, registry.revision()));
        }
        var events = new ArrayList<Event>();
        events.add(new BucketReserved(wish.account(), name, wish.revision()));
        events.addAll(FollowUps.bucketGranted(wish, registry.revision() + 1));
        return accepted(null, events);
    }

    /** What was asked for after it was given up stays. */
    static CommandResult release(AccountState registry, ReleaseBucket wish) {
        BucketReservation held = registry.find(Table.BUCKET_RESERVATIONS, wish.bucket());
        var events = new ArrayList<Event>();
        if (held != null
                && held.account().equals(wish.account())
                && held.revision() < wish.revision()) {
            events.add(new BucketFreed(wish.bucket()));
        }
        events.addAll(FollowUps.bucketReleased(wish));
        return accepted(null, events);
    }

    static CommandResult granted(AccountState account, BucketGranted answer, Instant now) {
        NewBucket bucket = answer.bucket();
        String id = FollowUps.reserveBucketId(bucket.name(), answer.awaited().requestId());
        if (!isPending(account, id)) {
            return accepted();
        }
        var events = new ArrayList<Event>();
        events.add(new BucketCreated(bucket.name(), bucket.region(), answer.revision(), now));
        if (!bucket.tags().isEmpty()) {
            events.add(
                    new ResourceTagsSet(BucketName.arn(bucket.name()).toString(), bucket.tags()));
        }
        events.add(FollowUps.reserveBucketAnswered(bucket.name(), answer.awaited().requestId()));
        return done(
                answer.awaited(),
                new CreateBucketResult(
                        "/" + bucket.name(), BucketName.arn(bucket.name()).toString()),
                events,
                new Revealed(AccountId.REGISTRY, answer.reservedBy()));
    }

    static CommandResult taken(AccountState account, BucketTaken answer) {
        String requestId = answer.awaited().requestId();
        return isPending(account, FollowUps.reserveBucketId(answer.bucket(), requestId))
                ? decided(
                        answer.awaited(),
                        S3Error.taken(answer.bucket()),
                        List.of(FollowUps.reserveBucketAnswered(answer.bucket(), requestId)),
                        new Revealed(AccountId.REGISTRY, answer.knownBy()))
                : accepted();
    }

    static CommandResult released(AccountState account, BucketReleased answer) {
        return isPending(
                        account, FollowUps.releaseBucketId(answer.bucket(), answer.requestId()))
                ? accepted(FollowUps.releaseBucketAnswered(answer.bucket(), answer.requestId()))
                : accepted();
    }

    private static boolean isPending(AccountState account, String id) {
        return account.find(Table.PENDING_FOLLOW_UPS, id) != null;
    }
}
