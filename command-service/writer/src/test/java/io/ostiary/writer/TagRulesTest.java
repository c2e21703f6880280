package io.ostiary.writer;

import static io.ostiary.writer.Rules.account;
import static io.ostiary.writer.Rules.createRole;
import static io.ostiary.writer.Rules.createUser;
import static io.ostiary.writer.Rules.policyArn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import static java.util.Objects.requireNonNull;

import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.InstanceProfileCommand.CreateInstanceProfile;
import io.ostiary.contract.command.InstanceProfileCommand.TagInstanceProfile;
import io.ostiary.contract.command.PolicyCommand.CreatePolicy;
import io.ostiary.contract.command.PolicyCommand.TagPolicy;
import io.ostiary.contract.command.PolicyCommand.UntagPolicy;
import io.ostiary.contract.command.RoleCommand.CreateRole;
import io.ostiary.contract.command.RoleCommand.TagRole;
import io.ostiary.contract.command.UserCommand.CreateUser;
import io.ostiary.contract.command.UserCommand.TagUser;
import io.ostiary.contract.command.UserCommand.UntagUser;
import io.ostiary.contract.error.IamError.InvalidInput;
import io.ostiary.contract.error.IamError.LimitExceeded;
import io.ostiary.contract.shape.Tag;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.Documents;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Tags, on whatever they hang. */
class TagRulesTest {
    /** Each way by which tags come to something; "old" is there in every kind. */
    static Stream<Function<List<Tag>, Command>> waysToTag() {
        return Stream.of(
                tags -> new CreateUser(null, null, tags, "new"),
                tags -> new TagUser(tags, "old"),
                tags ->
                        new CreateRole(
                                Documents.trusting("*"), null, null, null, null, "new", tags),
                tags -> new TagRole("old", tags),
                tags -> new CreatePolicy(null, null, Documents.ALLOW_ALL, "new", tags),
                tags -> new TagPolicy(policyArn("old"), tags),
                tags -> new CreateInstanceProfile("new", null, tags),
                tags -> new TagInstanceProfile("old", tags));
    }

    private static AccountScenario withOld() {
        return account()
                .done(
                        createUser("old"),
                        createRole("old"),
                        new CreatePolicy(null, null, Documents.ALLOW_ALL, "old", List.of()),
                        new CreateInstanceProfile("old", null, List.of()));
    }

    private static List<Tag> tags(int count) {
        var tags = new ArrayList<Tag>();
        for (int i = 0; i < count; i++) {
            tags.add(new Tag("key" + i, ""));
        }
        return tags;
    }

    @ParameterizedTest
    @MethodSource("waysToTag")
    void A093_keysAreUniqueAndNotAWSs(Function<List<Tag>, Command> way) {
        withOld()
                .when(way.apply(List.of(new Tag("Team", "a"), new Tag("Team", "b"))))
                .thenRejected("InvalidInput")
                .when(way.apply(List.of(new Tag("aws:team", "a"))))
                .thenRejected("InvalidInput")
                .when(way.apply(List.of(new Tag("AWS:team", "a"))))
                .thenRejected("InvalidInput")
                .when(way.apply(List.of(new Tag("team", "aws:a"))))
                .thenRejected("InvalidInput")
                .when(way.apply(tags(51)))
                .thenRejected("LimitExceeded")
                .when(way.apply(tags(50)))
                .thenAccepted();
    }

    @ParameterizedTest
    @MethodSource("waysToTag")
    void keysOfUsersAndRolesIgnoreCaseAndOthersDoNot(Function<List<Tag>, Command> way) {
        Command command = way.apply(List.of(new Tag("Team", "a"), new Tag("tEAM", "b")));
        String name = command.getClass().getSimpleName();
        if (name.endsWith("User") || name.endsWith("Role")) {
            withOld()
                    .when(command)
                    .thenRejected(
                            new InvalidInput(
                                    "Duplicate tag keys found. Please note that Tag keys are case"
                                            + " insensitive."));
        } else {
            withOld().when(command).thenAccepted();
        }
    }

    @Test
    void aPolicyHasBothSpellingsOfAKeyAndLosesOneOfThem() {
        String arn = policyArn("old");
        AccountScenario scenario =
                withOld()
                        .done(
                                new TagPolicy(arn, List.of(new Tag("Costcenter", "1234"))),
                                new TagPolicy(arn, List.of(new Tag("costcenter", "5678"))))
                        .when(
                                new TagPolicy(
                                        arn, List.of(new Tag("same", "a"), new Tag("same", "b"))))
                        .thenRejected(new InvalidInput("Duplicate tag keys found."))
                        .done(new UntagPolicy(arn, List.of("costcenter", "COSTCENTER")));
        assertEquals(
                List.of(new Tag("Costcenter", "1234")),
                requireNonNull(scenario.state().policyNamed("old")).attachments().tags());
    }

    @Test
    void fiftyTagsInAllAndThoseThereMayChange() {
        AccountScenario scenario =
                withOld()
                        .done(new TagUser(tags(50), "old"))
                        .when(new TagUser(List.of(new Tag("one-more", "")), "old"))
                        .thenRejected(new LimitExceeded("Cannot exceed quota for TagsPerUser: 50"))
                        .done(new TagUser(List.of(new Tag("KEY7", "changed")), "old"))
                        .when(new TagUser(List.of(new Tag("KEY7", "changed")), "old"))
                        .thenUnchanged();
        assertEquals(
                new Tag("KEY7", "changed"),
                Rules.user(scenario.state(), "old").attachments().tags().get(7));
    }

    @Test
    void untaggingWhatIsNotThereIsNothing() {
        withOld()
                .done(new TagUser(tags(1), "old"))
                .done(new UntagUser(List.of("KEY0"), "old"))
                .when(new UntagUser(List.of("key0", "other"), "old"))
                .thenUnchanged();
    }
}
