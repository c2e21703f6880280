package io.ostiary.standalone.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** An account opens by itself; whoever is told of it finds it open wherever they turn next. */
@ExtendWith(RunningHouse.Shared.class)
final class ToldAccountsTest {
    private static final int ACCOUNTS = 20;

    private final RunningHouse house;

    ToldAccountsTest(RunningHouse house) {
        this.house = house;
    }

    /** Several at a time, so that readers have something to lag behind with. */
    @Test
    void whoIsToldThatAnAccountIsOpenEntersItAtOnce() throws Exception {
        var first = new Tenant(house.account(), house.root());
        var opener = first.user("enters-at-once", Documents.allow("sts:AssumeRole", "*")).client();
        List<Callable<String>> openings =
                IntStream.range(0, ACCOUNTS)
                        .<Callable<String>>mapToObj(number -> () -> opened(number, opener))
                        .toList();
        try (var callers = Executors.newFixedThreadPool(4)) {
            for (var inside : callers.invokeAll(openings)) {
                assertEquals("made-at-once", inside.get());
            }
        }
    }

    /** The name of the user that was made in a new account right after it was told of. */
    private String opened(int number, Client opener) {
        String email = "told-" + number + "@example.com";
        var asked =
                house.root()
                        .organizations()
                        .createAccount(r -> r.accountName("told").email(email))
                        .createAccountStatus();
        String account = number % 2 == 0 ? toldByStatus(asked) : toldByList(email);
        return opener.assume("arn:aws:iam::" + account + ":role/OrganizationAccountAccessRole")
                .iam()
                .createUser(r -> r.userName("made-at-once"))
                .user()
                .userName();
    }

    private String toldByStatus(CreateAccountStatus asked) {
        var status = asked;
        while (status.state() == CreateAccountState.IN_PROGRESS) {
            status =
                    house.root()
                            .organizations()
                            .describeCreateAccountStatus(r -> r.createAccountRequestId(asked.id()))
                            .createAccountStatus();
        }
        assertEquals(CreateAccountState.SUCCEEDED, status.state());
        return status.accountId();
    }

    private String toldByList(String email) {
        Optional<Account> listed = Optional.empty();
        while (listed.isEmpty()) {
            listed =
                    house.root().organizations().listAccountsPaginator().stream()
                            .flatMap(page -> page.accounts().stream())
                            .filter(account -> account.email().equals(email))
                            .findFirst();
        }
        return listed.get().id();
    }
}
