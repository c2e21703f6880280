package io.ostiary.gateway.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.ResourceCommand.DeleteResourcePolicy;
import io.ostiary.contract.command.ResourceCommand.PutResourcePolicy;
import io.ostiary.contract.query.Query;
import io.ostiary.contract.result.Result;
import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.model.ServiceModel;
import io.ostiary.gateway.model.Shape;
import io.ostiary.gateway.model.Shape.ListShape;
import io.ostiary.gateway.model.Shape.StructureShape;

import org.junit.jupiter.api.Test;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The contract's records against the models: the binder can make them, the writers lose nothing.
 */
class ContractRecordsTest {

    private final Map<String, OperationModel> operations = new TreeMap<>();

    /** As Organizations' operations of the same names, which are not built. */
    private static final Set<Class<?>> OURS =
            Set.of(PutResourcePolicy.class, DeleteResourcePolicy.class);

    ContractRecordsTest() {
        for (ServiceModel service : ServiceCatalog.load().services()) {
            service.operations()
                    .values()
                    .forEach(each -> operations.putIfAbsent(each.name(), each));
        }
    }

    @Test
    void everyCallOfAnOperationHasItsMembersAsComponents() {
        RecordBinder binder = new RecordBinder();
        int calls = 0;
        List<String> wrong = new ArrayList<>();
        for (Class<? extends Record> type : records(Command.class, Query.class)) {
            OperationModel operation =
                    OURS.contains(type)
                            ? restJson(type.getSimpleName())
                            : operations.get(type.getSimpleName());
            if (operation == null) {
                continue; // a follow-up of our own, no operation
            }
            calls++;
            binder.prepare(type);
            TreeSet<String> members = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            operation.input().members().forEach(member -> members.add(member.name()));
            TreeSet<String> components = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            for (RecordComponent component : type.getRecordComponents()) {
                components.add(component.getName());
            }
            if (!members.equals(components)) {
                wrong.add(operation + " takes " + members + ", the record " + components);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(calls > 0);
    }

    private static OperationModel restJson(String name) {
        return ServiceCatalog.load().restOperations(Protocol.REST_JSON).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyResultIsWrittenWhole() {
        List<String> lost = new ArrayList<>();
        for (Class<? extends Record> type : records(Result.class)) {
            OperationModel operation =
                    operations.get(type.getSimpleName().replaceFirst("Result$", ""));
            if (operation != null && operation.output() != null) {
                unmatched(operation.output(), type, operation.toString(), lost);
            }
        }
        assertEquals(List.of(), lost);
    }

    private static void unmatched(
            StructureShape shape, Class<? extends Record> type, String path, List<String> lost) {
        RecordReader.unmatched(shape, type).forEach(name -> lost.add(path + "." + name));
        for (RecordComponent component : type.getRecordComponents()) {
            shape.members().stream()
                    .filter(member -> member.name().equalsIgnoreCase(component.getName()))
                    .forEach(member -> nested(member, component.getGenericType(), path, lost));
        }
    }

    private static void nested(Member member, Type type, String path, List<String> lost) {
        Shape shape = member.shape();
        Type element = type;
        if (shape instanceof ListShape list && type instanceof ParameterizedType parameterized) {
            shape = list.element().shape();
            element = parameterized.getActualTypeArguments()[0];
        }
        if (shape instanceof StructureShape structure
                && element instanceof Class<?> raw
                && raw.isRecord()
                && path.length() < 200) {
            unmatched(structure, raw.asSubclass(Record.class), path + "." + member.name(), lost);
        }
    }

    private static List<Class<? extends Record>> records(Class<?>... roots) {
        List<Class<? extends Record>> records = new ArrayList<>();
        for (Class<?> root : roots) {
            if (root.isRecord()) {
                records.add(root.asSubclass(Record.class));
            } else if (root.isSealed()) {
                records.addAll(records(root.getPermittedSubclasses()));
            }
        }
        return records;
    }
}
