package io.ostiary.standalone.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import static io.ostiary.standalone.architecture.HouseClasses.CLASSES;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import io.ostiary.contract.id.AccountId;
import io.ostiary.sealing.DataKey;
import io.ostiary.sealing.Seal;
import io.ostiary.sealing.TokenSeal;
import io.ostiary.state.apply.Appliers;
import io.ostiary.state.view.AccountOverlay;
import io.ostiary.state.view.AccountState;
import io.ostiary.state.view.Changes;

import org.junit.jupiter.api.Test;

import java.util.List;

/** How events become state: one set of appliers, and sinks that store what they say. */
final class FoldingRulesTest {
    private static final String STORE = "io.ostiary.projection.store";
    private static final String STORE_KEYS = STORE + ".StoreKeys";

    /**
     * How far a partition is folded is nobody's: a letter stands first, where accounts have digits.
     */
    private static final List<String> KEYS_OF_NO_ACCOUNT = List.of("mark");

    @Test
    void onlyAccountStateAndOverlayExecuteChanges() {
        noClasses()
                .that(executeNoChanges())
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Changes.Change.class)
                .orShould()
                .callMethod(Changes.class, "list")
                .because(
                        "what an event does is written once, and done at two places: the"
                                + " persistent account and the overlay. Fold through one")
                .check(CLASSES);
    }

    @Test
    void onlyTheyAskWhatAnEventChanges() {
        noClasses()
                .that(executeNoChanges())
                .should()
                .callMethodWhere(
                        target(owner(name(Appliers.class.getName())))
                                .and(target(name("changesOfNext"))))
                .because(
                        "whoever applies by himself forgets to remember the revision: fold through"
                                + " one")
                .check(CLASSES);
    }

    @Test
    void everyKeyOfTheStoreIsMadeFromAnAccount() {
        var makers =
                CLASSES.get(STORE_KEYS).getMethods().stream()
                        .filter(FoldingRulesTest::makesAKey)
                        .toList();
        assertTrue(makers.size() > 2, "the rule below would hold for nothing");
        methods()
                .that()
                .areDeclaredIn(STORE_KEYS)
                .and(
                        DescribedPredicate.describe(
                                "make a key of an account", FoldingRulesTest::makesAKey))
                .should(takeAnAccountFirst())
                .because("a row without an account in front is everybody's: put the account there")
                .check(CLASSES);
    }

    @Test
    void foldsOpenNoSeal() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.ostiary.state..", "io.ostiary.projection..", "io.ostiary.engine.fold..")
                .should()
                .callMethodWhere(
                        target(name("open"))
                                .and(
                                        target(
                                                owner(
                                                        DescribedPredicate.describe(
                                                                "a seal",
                                                                FoldingRulesTest::isSeal)))))
                .because(
                        "a replay must need no secret, and a shredded key must not stop it: use"
                                + " opens a seal, folding never does")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> executeNoChanges() {
        return DescribedPredicate.describe(
                "are neither Changes themselves nor one of the two that execute them",
                type ->
                        !type.isAssignableTo(Changes.class)
                                && !type.isAssignableTo(Changes.Change.class)
                                && !type.isEquivalentTo(AccountState.class)
                                && !type.isEquivalentTo(AccountOverlay.class));
    }

    private static boolean makesAKey(JavaMethod method) {
        return method.getRawReturnType().isEquivalentTo(String.class)
                && !KEYS_OF_NO_ACCOUNT.contains(method.getName());
    }

    private static boolean isSeal(JavaClass type) {
        return type.isEquivalentTo(Seal.class)
                || type.isEquivalentTo(DataKey.class)
                || type.isEquivalentTo(TokenSeal.class);
    }

    private static ArchCondition<JavaMethod> takeAnAccountFirst() {
        return new ArchCondition<>("take an account id first") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                var parameters = method.getRawParameterTypes();
                boolean holds =
                        !parameters.isEmpty()
                                && parameters.getFirst().isEquivalentTo(AccountId.class);
                events.add(new SimpleConditionEvent(method, holds, method.getFullName()));
            }
        };
    }
}
