package io.ostiary.policy.cases;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/**
 * The policy engine with one source file replaced, in a class loader of its own: that file's
 * classes from memory, all others of the engine loaded once more, what they stand on shared.
 */
final class FaultyCode extends ClassLoader {

    private static final String ENGINE = "io.ostiary.policy.";

    private final Map<String, byte[]> replaced;

    private FaultyCode(Map<String, byte[]> replaced) {
        super(FaultyCode.class.getClassLoader());
        this.replaced = replaced;
    }

    /** The engine as it is. */
    static Function<JsonNode, List<String>> unchanged() {
        return new FaultyCode(Map.of()).run();
    }

    /**
     * @param name of the class, {@code io.ostiary.policy.…}
     * @param source whole file
     * @throws IllegalArgumentException when it does not compile
     */
    static Function<JsonNode, List<String>> with(
            JavaCompiler compiler,
            JavaFileManager files,
            List<String> options,
            String name,
            String source) {
        var memory = new Memory(files);
        var problems = new java.io.StringWriter();
        var unit = new Source(name, source);
        if (!compiler.getTask(problems, memory, null, options, null, List.of(unit)).call()) {
            throw new IllegalArgumentException(problems.toString());
        }
        Map<String, byte[]> classes = new HashMap<>();
        memory.written.forEach((written, bytes) -> classes.put(written, bytes.toByteArray()));
        return new FaultyCode(classes).run();
    }

    @SuppressWarnings("unchecked")
    private Function<JsonNode, List<String>> run() {
        try {
            return (Function<JsonNode, List<String>>)
                    loadClass(CaseRun.class.getName()).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(ENGINE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = replaced.get(name);
        if (bytes == null) {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                bytes = in.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("memory:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

        Memory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(
                    URI.create("memory:///" + name.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return written.computeIfAbsent(name, _ -> new ByteArrayOutputStream());
                }
            };
        }
    }
}
