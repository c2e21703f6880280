package io.ostiary.gateway.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.model.Shape;
import io.ostiary.gateway.model.Shape.ListShape;
import io.ostiary.gateway.model.Shape.StructureShape;
import io.ostiary.gateway.pipeline.Operation;
import io.ostiary.gateway.pipeline.Operation.Kind;
import io.ostiary.gateway.pipeline.OperationCatalog;

import org.junit.jupiter.api.Test;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The contract's records against the models: the binder can make them, the writers lose nothing.
 */
class ContractRecordsTest {

    private final Collection<Operation> operations =
            new OperationCatalog(ServiceCatalog.load()).all();

    @Test
    void everyCallOfAnOperationHasItsMembersAsComponents() {
        RecordBinder binder = new RecordBinder();
        int calls = 0;
        List<String> wrong = new ArrayList<>();
        for (Operation operation : operations) {
            Class<? extends Record> type = operation.request();
            if (type == null || operation.kind() == Kind.STS) {
                continue;
            }
            calls++;
            binder.prepare(type);
            TreeSet<String> members = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            operation.model().input().members().forEach(member -> members.add(member.name()));
            TreeSet<String> components = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            for (RecordComponent component : type.getRecordComponents()) {
                components.add(component.getName());
            }
            if (!members.equals(components)) {
                wrong.add(operation.model() + " takes " + members + ", the record " + components);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(calls > 0);
    }

    @Test
    void everyResultIsWrittenWhole() {
        List<String> lost = new ArrayList<>();
        for (Operation operation : operations) {
            Class<? extends Record> type = operation.result();
            StructureShape output = operation.model().output();
            if (type != null && output != null) {
                unmatched(output, type, operation.model().toString(), lost);
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
}
