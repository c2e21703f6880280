package io.ostiary.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.contract.command.IamCommand;
import io.ostiary.contract.command.OrganizationCommand;
import io.ostiary.contract.command.S3Command;

import org.junit.jupiter.api.Test;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What callers can say at all. */
class CommandShapeTest {
    /** Decided by the writer, whatever a caller would like (A090). */
    private static final Set<String> DECIDED_HERE =
            Set.of(
                    "userId",
                    "groupId",
                    "roleId",
                    "policyId",
                    "instanceProfileId",
                    "serverCertificateId",
                    "expiration",
                    "arn",
                    "createDate",
                    "updateDate",
                    "accountId",
                    "organizationId",
                    "secretAccessKey",
                    "defaultVersionId");

    /** Which account is acted upon, and not whose the caller is. */
    private static final Set<String> ACTED_UPON =
            Set.of("CloseAccount.accountId", "MoveAccount.accountId");

    @Test
    void A090_noCommandHasAPlaceForWhatTheServerDecides() {
        var found = new TreeSet<String>();
        for (Class<?> family : List.of(IamCommand.class, OrganizationCommand.class, S3Command.class)) {
            collect(family, found);
        }
        found.removeAll(ACTED_UPON);
        assertEquals(Set.of(), found);
    }

    private static void collect(Class<?> type, Set<String> found) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        if (permitted != null) {
            for (Class<?> one : permitted) {
                collect(one, found);
            }
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (DECIDED_HERE.contains(component.getName())) {
                found.add(type.getSimpleName() + "." + component.getName());
            }
        }
    }
}
