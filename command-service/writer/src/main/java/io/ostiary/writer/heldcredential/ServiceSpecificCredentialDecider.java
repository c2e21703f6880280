package io.ostiary.writer.heldcredential;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;

import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.ServiceSpecificCredentialCommand;
import io.ostiary.contract.command.ServiceSpecificCredentialCommand.CreateServiceSpecificCredential;
import io.ostiary.contract.command.ServiceSpecificCredentialCommand.DeleteServiceSpecificCredential;
import io.ostiary.contract.command.ServiceSpecificCredentialCommand.ResetServiceSpecificCredential;
import io.ostiary.contract.command.ServiceSpecificCredentialCommand.UpdateServiceSpecificCredential;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.event.HeldCredentialEvent.Kind;
import io.ostiary.contract.event.HeldCredentialEvent.ServiceSpecificCredentialCreated;
import io.ostiary.contract.event.HeldCredentialEvent.ServiceSpecificCredentialReset;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.result.ServiceSpecificCredentialResult.CreateServiceSpecificCredentialResult;
import io.ostiary.contract.result.ServiceSpecificCredentialResult.ResetServiceSpecificCredentialResult;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.decide.Effects.ApiKeyForm;
import io.ostiary.state.decide.Effects.Issued;
import io.ostiary.state.entity.CredentialService;
import io.ostiary.state.entity.ServiceSpecificCredential;
import io.ostiary.state.entity.Table;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.shape.HeldCredentialShapes;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.rule.Lookup;
import io.ostiary.writer.rule.Owner;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The rules of service-specific credentials (IAM API Reference). Passwords pass through sealed,
 * never seen.
 */
public final class ServiceSpecificCredentialDecider {
    /** The text is AWS's: LocalStack's tests of it are validated against AWS. */
    private static final HeldCredentials<ServiceSpecificCredential> CREDENTIALS =
            new HeldCredentials<>(
                    Kind.SERVICE_SPECIFIC_CREDENTIAL,
                    Table.SERVICE_SPECIFIC_CREDENTIALS,
                    id -> "No such credential " + id + " exists");

    public CommandResult decide(
            AccountState account,
            ServiceSpecificCredentialCommand command,
            CommandEnvelope envelope,
            Effects effects) {
        return switch (command) {
            case CreateServiceSpecificCredential c ->
                    Owner.of(account, envelope.actor(), c.userName())
                            .then(owner -> create(account, owner, c, envelope, effects));
            case ResetServiceSpecificCredential c ->
                    CREDENTIALS.on(
                            account,
                            envelope.actor(),
                            c.userName(),
                            c.serviceSpecificCredentialId(),
                            (owner, found) -> reset(account, owner, found, envelope, effects));
            case UpdateServiceSpecificCredential c ->
                    CREDENTIALS.setStatus(
                            account,
                            envelope.actor(),
                            c.userName(),
                            c.serviceSpecificCredentialId(),
                            c.status());
            case DeleteServiceSpecificCredential c ->
                    CREDENTIALS.delete(
                            account,
                            envelope.actor(),
                            c.userName(),
                            c.serviceSpecificCredentialId());
        };
    }

    /**
     * AWS answers NoSuchEntity, of services that there are and of others alike (LocalStack's tests,
     * validated against AWS); ServiceNotSupported, which the model declares, was not seen.
     */
    private static Lookup<CredentialService> service(String name) {
        return CredentialService.named(name)
                .map(Lookup::found)
                .orElseGet(() -> Lookup.refused(NoSuchEntity.service(name)));
    }

    private static CommandResult create(
            AccountState account,
            Owner owner,
            CreateServiceSpecificCredential command,
            CommandEnvelope envelope,
            Effects effects) {
        return service(command.serviceName())
                .then(
                        service ->
                                create(
                                        account,
                                        owner,
                                        service,
                                        command.credentialAgeDays(),
                                        envelope,
                                        effects));
    }

    private static CommandResult create(
            AccountState account,
            Owner owner,
            CredentialService service,
            @Nullable Integer ageDays,
            CommandEnvelope envelope,
            Effects effects) {
        if (ageDays != null && !service.takesApiKeys()) {
            // "This field is only valid for Bedrock and CloudWatch Logs API keys" (IAM API
            // Reference); the text is ours.
            return rejected(
                    CommonError.validation(
                            "CredentialAgeDays is not valid for service " + service.serviceName()));
        }
        List<ServiceSpecificCredential> held =
                CREDENTIALS.of(account, owner).stream()
                        .filter(each -> each.serviceName().equals(service.serviceName()))
                        .toList();
        if (Quota.SERVICE_SPECIFIC_CREDENTIALS.isReached(account, held.size())) {
            return rejected(Quota.SERVICE_SPECIFIC_CREDENTIALS.exceeded(account));
        }
        String id = effects.ids().next(IdPrefix.SERVICE_SPECIFIC_CREDENTIAL);
        String publicName = publicName(account.id(), service, id, owner, held);
        Instant expiresAt = ageDays == null ? null : effects.now().plus(Duration.ofDays(ageDays));
        Issued password = issue(account.id(), id, service, publicName, envelope, effects);
        var created =
                new ServiceSpecificCredential(
                        owner.id(),
                        id,
                        true,
                        service.serviceName(),
                        publicName,
                        password.atRest(),
                        effects.now(),
                        expiresAt,
                        effects.now());
        return accepted(
                new CreateServiceSpecificCredentialResult(
                        HeldCredentialShapes.serviceSpecificCredential(
                                created, owner.name(), password.reply(), effects.now())),
                new ServiceSpecificCredentialCreated(
                        owner.id(),
                        id,
                        created.serviceName(),
                        publicName,
                        created.password(),
                        expiresAt,
                        created.createdAt()));
    }

    /**
     * "Combining the IAM user's name combined with the ID number of the AWS account, as in
     * jane-at-123456789012" (IAM API Reference, ServiceSpecificCredential); the second is
     * jane+1-at-123456789012 (its ListServiceSpecificCredentials, example). Told apart from the
     * user's own only: one who has a name that another had before may have an alias of theirs, too,
     * as nothing is found by it. Ostiary's API keys are found by theirs, so it holds both ids.
     */
    private static String publicName(
            AccountId account,
            CredentialService service,
            String id,
            Owner owner,
            List<ServiceSpecificCredential> held) {
        String at = "-at-" + account.value();
        if (service == CredentialService.AUTHORIZE) {
            return owner.id().uniqueId() + "+" + id + at;
        }
        String first = owner.name() + at;
        return held.stream().anyMatch(each -> each.publicName().equals(first))
                ? owner.name() + "+1" + at
                : first;
    }

    /** The password before is void at once; the day of expiry stays. */
    private static CommandResult reset(
            AccountState account,
            Owner owner,
            ServiceSpecificCredential found,
            CommandEnvelope envelope,
            Effects effects) {
        return service(found.serviceName())
                .then(
                        service -> {
                            Issued password =
                                    issue(
                                            account.id(),
                                            found.id(),
                                            service,
                                            found.publicName(),
                                            envelope,
                                            effects);
                            return accepted(
                                    new ResetServiceSpecificCredentialResult(
                                            HeldCredentialShapes.serviceSpecificCredential(
                                                    found,
                                                    owner.name(),
                                                    password.reply(),
                                                    effects.now())),
                                    new ServiceSpecificCredentialReset(
                                            owner.id(),
                                            found.id(),
                                            password.atRest(),
                                            effects.now()));
                        });
    }

    private static Issued issue(
            AccountId account,
            String credentialId,
            CredentialService service,
            String publicName,
            CommandEnvelope envelope,
            Effects effects) {
        String prefix = service.tokenPrefix();
        return effects.secrets()
                .issueServicePassword(
                        account,
                        credentialId,
                        prefix == null
                                ? null
                                : new ApiKeyForm(prefix, publicName, service.keepsHashes()),
                        envelope.replyKey());
    }
}
