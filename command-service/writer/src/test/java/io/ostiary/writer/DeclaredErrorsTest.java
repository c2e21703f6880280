package io.ostiary.writer;

import static io.ostiary.writer.Rules.account;
import static io.ostiary.writer.Rules.policyArn;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ostiary.contract.command.RoleCommand.CreateRole;
import io.ostiary.contract.command.UserCommand.UntagUser;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.InvalidInput;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.DeclaredErrors;
import io.ostiary.testkit.Documents;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/** That the check of declared errors, which stands behind every scenario, does check. */
class DeclaredErrorsTest {
    @Test
    void aRejectionThatTheModelDoesNotDeclareFailsTheScenario() {
        AccountScenario scenario =
                AccountScenario.of(
                        (state, command, effects) ->
                                CommandResult.rejected(new InvalidInput("nobody catches this")));
        assertThrows(
                AssertionError.class, () -> scenario.when(new UntagUser(List.of("key"), "ana")));
    }

    @Test
    void aDeclaredOneAndACommonOnePass() {
        assertEquals(
                Set.of("NoSuchEntity", "ConcurrentModification", "ServiceFailure"),
                DeclaredErrors.of("UntagUser"));
        assertDoesNotThrow(
                () -> DeclaredErrors.check("UntagUser", CommonError.validation("too long")));
    }

    @Test
    void anExceptionIsNoneOnceTheModelDeclaresIt() {
        for (var exception : DeclaredErrors.EXCEPTIONS) {
            assertFalse(
                    DeclaredErrors.of(exception.operation()).contains(exception.code()),
                    exception.toString());
        }
    }

    /** One test for each exception: what nothing answers any more must leave the list. */
    @Test
    void aRoleWithABoundaryThatIsNotThereIsNoSuchEntity() {
        account()
                .when(
                        new CreateRole(
                                Documents.trusting("*"),
                                null,
                                null,
                                null,
                                policyArn("missing"),
                                "r",
                                List.of()))
                .thenRejected("NoSuchEntity");
        assertEquals(1, DeclaredErrors.EXCEPTIONS.size());
    }
}
