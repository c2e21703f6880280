package io.ostiary.standalone.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import static io.ostiary.standalone.architecture.HouseClasses.CLASSES;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;

import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.secret.Secret;
import io.ostiary.sealing.MasterKey;

import org.junit.jupiter.api.Test;

/** The other rules of the house that classes can show. */
final class HouseRulesTest {
    private static final String GATEWAY_PIPELINE = "io.ostiary.gateway.pipeline";
    private static final String[] HOT_PATH = {
        "io.ostiary.policy.evaluate..",
        "io.ostiary.policy.signature..",
        "io.ostiary.engine.authenticate..",
        "io.ostiary.engine.mint.."
    };

    @Test
    void commandsAndEventsAreRecords() {
        classes()
                .that()
                .areAssignableTo(Command.class)
                .or()
                .areAssignableTo(Event.class)
                .and()
                .areNotInterfaces()
                .should()
                .beRecords()
                .because("the log keeps them for ever: values, compared and encoded by component")
                .check(CLASSES);
    }

    @Test
    void commandsAndEventsHoldWhatEncodesOneWayOnly() {
        fields().that()
                .areDeclaredInClassesThat(areCommandsOrEvents())
                .and()
                .areNotStatic()
                .should()
                .notHaveRawType(isLoose())
                .because(
                        "arrays are not values, floating point has many spellings, Object none; a"
                                + " plain secret must not reach the log: seal it")
                .check(CLASSES);
    }

    @Test
    void onlyTheAuthorizerMakesAnAuthorizedCall() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(GATEWAY_PIPELINE + ".Authorizer")
                .should()
                .callCodeUnitWhere(constructorOf(GATEWAY_PIPELINE + ".AuthorizedCall"))
                .because("no operation can forget the check: pass its call through the authorizer")
                .check(CLASSES);
    }

    @Test
    void onlyTheAuthenticatorMakesAVerifiedRequest() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(GATEWAY_PIPELINE + ".Authenticator")
                .should()
                .callCodeUnitWhere(constructorOf(GATEWAY_PIPELINE + ".VerifiedRequest"))
                .because("nothing unsigned is read: ask the engine through the authenticator")
                .check(CLASSES);
    }

    @Test
    void aCommandLeavesTheGatewayOnlyFromAnAuthorizedCall() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(GATEWAY_PIPELINE + ".CommandExecution")
                .should()
                .callCodeUnitWhere(constructorOf(GATEWAY_PIPELINE + ".AuthorizedCommand"))
                .because("it is made from an authorized call: execute that")
                .check(CLASSES);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(GATEWAY_PIPELINE + ".CredentialUses")
                .should()
                .callCodeUnitWhere(constructorOf(GATEWAY_PIPELINE + ".VerifiedUse"))
                .because("who is not verified has used nothing")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(HouseClasses.GATEWAY)
                .and()
                .doNotHaveFullyQualifiedName(GATEWAY_PIPELINE + ".AuthorizedCommand")
                .and()
                .doNotHaveFullyQualifiedName(GATEWAY_PIPELINE + ".VerifiedUse")
                .should()
                .callCodeUnitWhere(constructorOf(CommandEnvelope.class.getName()))
                .because(
                        "only an authorized command has an envelope, and what the house says of a"
                                + " verified request: send that")
                .check(CLASSES);
    }

    @Test
    void gatewayAndProjectionNeverHoldTheMasterKey() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        HouseClasses.GATEWAY, HouseClasses.PROJECTION, HouseClasses.POLICY)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(MasterKey.class)
                .because("who faces the network holds the keys derived for its role, no more")
                .check(CLASSES);
    }

    @Test
    void policiesAreMatchedWithoutRegularExpressions() {
        noClasses()
                .that()
                .resideInAPackage(HouseClasses.POLICY)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.regex..")
                .orShould()
                .callMethodWhere(
                        target(nameMatching("matches|replaceAll|replaceFirst"))
                                .and(target(owner(name(String.class.getName())))))
                .because("what users write must match in linear time: compile it to segments")
                .check(CLASSES);
    }

    @Test
    void onlyTheStoreSeesRocksDb() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.ostiary.projection.store..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.rocksdb..")
                .because("keys are built in one place, and each begins with an account id")
                .check(CLASSES);
    }

    @Test
    void theHotPathNeitherStreamsNorLogsNorLocks() {
        noClasses()
                .that()
                .resideInAnyPackage(HOT_PATH)
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.util\\.stream\\..*|java\\.util\\.concurrent\\.locks\\..*"
                            + "|java\\.util\\.regex\\..*|java\\.util\\.Formatter|org\\.slf4j\\..*")
                .because("it runs on every request of everybody: loops, and values made before")
                .check(CLASSES);
    }

    /** Except in signatures, where only a refusal's sentence is formatted: nothing follows it. */
    @Test
    void theHotPathDoesNotFormat() {
        noClasses()
                .that()
                .resideInAnyPackage(HOT_PATH)
                .and()
                .resideOutsideOfPackage("io.ostiary.policy.signature..")
                .should()
                .callMethodWhere(target(nameMatching("format|formatted|matches|replaceAll")))
                .because(
                        "a format is parsed at every call: append, or leave words to the explainer")
                .check(CLASSES);
    }

    @Test
    void theHotPathIsNotSynchronized() {
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(HOT_PATH)
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .because("it reads one volatile reference; what it shares is immutable")
                .check(CLASSES);
    }

    @Test
    void theHotPathDoesNotBlock() {
        noClasses()
                .that()
                .resideInAnyPackage(HOT_PATH)
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.lang\\.Thread|java\\.net\\.http\\..*|java\\.nio\\.(file|channels)\\..*"
                            + "|java\\.io\\.(File.*|InputStream|OutputStream)"
                            + "|java\\.util\\.concurrent\\.(Future|.*BlockingQueue|CountDownLatch"
                            + "|Semaphore)|org\\.apache\\.kafka\\..*")
                .orShould()
                .callMethodWhere(
                        target(nameMatching("sleep|join|wait|await|park.*"))
                                .and(not(target(owner(name(String.class.getName()))))))
                .because("one caller that waits makes all wait: fold it before, or use the pool")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.ostiary.standalone.cli..")
                .and()
                .resideOutsideOfPackage("io.ostiary.bench..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("stdout belongs to `env` and its kind; a service logs")
                .check(CLASSES);
    }

    @Test
    void nobodyReadsJavaSerialization() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.Object(In|Out)putStream")
                .because("it runs what it reads: use the log's codec")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> areCommandsOrEvents() {
        return DescribedPredicate.describe(
                "are commands or events",
                type ->
                        type.isAssignableTo(Command.class) && !type.isInterface()
                                || type.isAssignableTo(Event.class) && !type.isInterface());
    }

    private static DescribedPredicate<JavaClass> isLoose() {
        return DescribedPredicate.describe(
                "an array, floating point, Object or a plain secret",
                type ->
                        type.isArray()
                                || type.isEquivalentTo(float.class)
                                || type.isEquivalentTo(double.class)
                                || type.isEquivalentTo(Float.class)
                                || type.isEquivalentTo(Double.class)
                                || type.isEquivalentTo(Object.class)
                                || type.isEquivalentTo(Secret.class));
    }

    private static DescribedPredicate<JavaCall<?>> constructorOf(String type) {
        return DescribedPredicate.describe(
                "the constructor of " + type,
                call ->
                        call.getTargetOwner().getName().equals(type)
                                && call.getName().equals(JavaConstructor.CONSTRUCTOR_NAME));
    }
}
