package io.ostiary.gateway.pipeline;

import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.HistoryCommand;
import io.ostiary.contract.command.OperatorCommand;
import io.ostiary.contract.command.OrganizationCommand;
import io.ostiary.contract.command.RecordUse;
import io.ostiary.contract.command.ResourceCommand;
import io.ostiary.contract.command.S3Command;
import io.ostiary.contract.port.EngineQuery;
import io.ostiary.contract.port.StsRequest;
import io.ostiary.contract.query.OperatorQuery;
import io.ostiary.contract.query.OrganizationQuery;
import io.ostiary.contract.query.Query;
import io.ostiary.contract.query.ResourceQuery;
import io.ostiary.contract.query.S3Query;
import io.ostiary.contract.result.EngineResult;
import io.ostiary.contract.result.OperatorResult;
import io.ostiary.contract.result.OrganizationResult;
import io.ostiary.contract.result.ResourceResult;
import io.ostiary.contract.result.Result;
import io.ostiary.contract.result.S3Result;
import io.ostiary.contract.result.StsResult;
import io.ostiary.contract.secret.HashedPassword;
import io.ostiary.contract.secret.ProvenPassword;
import io.ostiary.contract.secret.SealedPrivateKey;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.model.ServiceModel;
import io.ostiary.gateway.model.Shape;
import io.ostiary.gateway.model.Shape.BooleanShape;
import io.ostiary.gateway.model.Shape.IntegerShape;
import io.ostiary.gateway.model.Shape.LongShape;
import io.ostiary.gateway.model.Shape.StringShape;
import io.ostiary.gateway.pipeline.Operation.Kind;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Every modelled operation, and whether and how it is answered. Nothing is listed by hand: an
 * operation is built when the contract has a command, a query, an STS request or a question to the
 * engine of its name, and what else it needs follows from its record and its model.
 */
public final class OperationCatalog {

    /** IAM's and S3's. */
    private static final Set<String> POLICY_SHAPES = Set.of("policyDocumentType", "Policy");

    /** Long texts that name no resource: authorization has no use for them. */
    private static final Set<String> CERTIFICATE_SHAPES =
            Set.of("certificateBodyType", "certificateChainType");

    static final String USER_NAME = "UserName";

    /** Secrets that the models do not mark. */
    private static final Set<String> UNMARKED =
            Set.of("TokenCode", "AuthenticationCode1", "AuthenticationCode2", "SessionToken");

    private record Request(Kind kind, Class<? extends Record> type) {}

    private final ServiceCatalog services;
    private final Map<OperationModel, Operation> byModel;

    public OperationCatalog(ServiceCatalog services) {
        this.services = services;
        Map<String, Request> requests = new HashMap<>();
        collect(Command.class, Kind.COMMAND, requests);
        collect(Query.class, Kind.QUERY, requests);
        collect(StsRequest.class, Kind.STS, requests);
        collect(EngineQuery.class, Kind.ENGINE, requests);
        Map<String, Class<? extends Record>> results = new HashMap<>();
        for (Class<? extends Record> type : records(Result.class)) {
            results.put(key(service(type), type.getSimpleName()), type);
        }
        Map<OperationModel, Operation> operations = new HashMap<>();
        for (ServiceModel service : services.services()) {
            for (OperationModel model : service.operations().values()) {
                String key = key(service.info().signingName(), model.name());
                operations.put(
                        model,
                        operation(
                                service, model, requests.remove(key), results.get(key + "Result")));
            }
        }
        if (!requests.isEmpty()) {
            throw new IllegalStateException("no model knows " + requests.keySet());
        }
        byModel = Map.copyOf(operations);
    }

    public ServiceCatalog services() {
        return services;
    }

    public Operation of(OperationModel model) {
        Operation operation = byModel.get(model);
        if (operation == null) {
            throw new IllegalArgumentException("not of this catalog: " + model);
        }
        return operation;
    }

    /** In no order. */
    public Collection<Operation> all() {
        return byModel.values();
    }

    private static Operation operation(
            ServiceModel service,
            OperationModel model,
            @Nullable Request request,
            @Nullable Class<? extends Record> result) {
        String password = null;
        String oldPassword = null;
        List<String> privateKeys = new ArrayList<>();
        List<String> policies = new ArrayList<>();
        List<Member> scalars = new ArrayList<>();
        for (Member member : model.input().members()) {
            Class<?> component = request == null ? null : componentType(request.type(), member);
            if (component == HashedPassword.class) {
                password = member.name();
            } else if (component == ProvenPassword.class) {
                oldPassword = member.name();
            } else if (component == SealedPrivateKey.class) {
                privateKeys.add(member.name());
            } else if (member.shape() instanceof StringShape
                    && POLICY_SHAPES.contains(member.shape().name())) {
                policies.add(member.name());
            } else if (isScalar(member.shape())
                    && !isSecret(member)
                    && !CERTIFICATE_SHAPES.contains(member.shape().name())) {
                scalars.add(member);
            }
        }
        Class<? extends Record> answer = request == null ? null : result;
        return new Operation(
                model,
                service,
                request == null ? Kind.NOT_BUILT : request.kind(),
                request == null ? null : request.type(),
                answer,
                password,
                oldPassword,
                List.copyOf(privateKeys),
                List.copyOf(policies),
                List.copyOf(scalars),
                answer != null && holdsSealed(answer),
                service.info().signingName().equals("iam")
                        && model.input().member(USER_NAME).filter(m -> !m.required()).isPresent(),
                page(model));
    }

    private static Operation.@Nullable Page page(OperationModel model) {
        if (model.output() == null) {
            return null;
        }
        if (model.input().member("Marker").isPresent()) {
            return new Operation.Page("Marker", "MaxItems");
        }
        if (model.input().member("ContinuationToken").isPresent()) {
            return new Operation.Page("ContinuationToken", "MaxBuckets");
        }
        if (model.input().member("nextToken").isPresent()) {
            return new Operation.Page("nextToken", "maxResults");
        }
        return model.input().member("NextToken").isPresent()
                ? new Operation.Page("NextToken", "MaxResults")
                : null;
    }

    private static boolean isSecret(Member member) {
        return member.shape().sensitive() || UNMARKED.contains(member.name());
    }

    private static boolean isScalar(Shape shape) {
        return shape instanceof StringShape
                || shape instanceof IntegerShape
                || shape instanceof LongShape
                || shape instanceof BooleanShape;
    }

    private static @Nullable Class<?> componentType(Class<? extends Record> type, Member member) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getName().equalsIgnoreCase(member.name())) {
                return component.getType();
            }
        }
        return null;
    }

    private static boolean holdsSealed(Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> part = component.getType();
            if (part == SealedSecret.class || (part.isRecord() && holdsSealed(part))) {
                return true;
            }
        }
        return false;
    }

    private static void collect(Class<?> root, Kind kind, Map<String, Request> requests) {
        for (Class<? extends Record> type : records(root)) {
            String service = kind == Kind.STS ? "sts" : service(type);
            requests.put(key(service, type.getSimpleName()), new Request(kind, type));
        }
    }

    /** Of a command, a query or a result. */
    private static String service(Class<? extends Record> type) {
        if (isOf(type, EngineQuery.Validation.class, EngineResult.ValidatePolicyResult.class)) {
            return "access-analyzer";
        }
        if (isOf(
                type,
                OrganizationCommand.class,
                OrganizationQuery.class,
                OrganizationResult.class)) {
            return "organizations";
        }
        if (isOf(type, S3Command.class, S3Query.class, S3Result.class)) {
            return "s3";
        }
        if (isOf(
                type,
                OperatorCommand.class,
                OperatorQuery.class,
                OperatorResult.class,
                ResourceCommand.class,
                ResourceQuery.class,
                ResourceResult.class,
                EngineQuery.Explanation.class,
                EngineResult.ExplainDenialResult.class)) {
            return "ostiary";
        }
        return StsResult.class.isAssignableFrom(type) ? "sts" : "iam";
    }

    private static boolean isOf(Class<?> type, Class<?>... families) {
        for (Class<?> family : families) {
            if (family.isAssignableFrom(type)) {
                return true;
            }
        }
        return false;
    }

    /** The records below a sealed interface; what the house says to itself is no caller's. */
    private static List<Class<? extends Record>> records(Class<?> root) {
        List<Class<? extends Record>> found = new ArrayList<>();
        walk(root, found);
        return found;
    }

    private static void walk(Class<?> type, List<Class<? extends Record>> found) {
        if (type == HistoryCommand.class || type == RecordUse.class) {
            return;
        }
        if (type.isRecord()) {
            found.add(type.asSubclass(Record.class));
            return;
        }
        Class<?> @Nullable [] below = type.getPermittedSubclasses();
        if (below == null) {
            throw new IllegalStateException(type + " is neither a record nor sealed");
        }
        for (Class<?> each : below) {
            walk(each, found);
        }
    }

    private static String key(String service, String operation) {
        return service.toLowerCase(Locale.ROOT) + ':' + operation;
    }
}
