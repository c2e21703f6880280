package io.ostiary.writer.loop;

import io.ostiary.writer.loop.PartitionLoop.Producers;

import org.apache.kafka.clients.producer.Producer;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What happens to the commits of a real producer: everything is sent as ever, and at
 * commitTransaction the fault decides.
 */
interface CommitFault {

    void commit(Producer<byte[], byte[]> real);

    /** The n-th commit, counted from 1 over all producers, meets the fault; others pass. */
    static CommitFault at(int n, CommitFault fault) {
        var count = new AtomicInteger();
        return real -> {
            if (count.incrementAndGet() == n) {
                fault.commit(real);
            } else {
                real.commitTransaction();
            }
        };
    }

    default Producers over(Producers real) {
        return (clientId, partition) -> wrap(real.transactional(clientId, partition));
    }

    @SuppressWarnings("unchecked") // a proxy of Producer is a producer of bytes like the one inside
    private Producer<byte[], byte[]> wrap(Producer<byte[], byte[]> real) {
        return (Producer<byte[], byte[]>)
                Proxy.newProxyInstance(
                        Producer.class.getClassLoader(),
                        new Class<?>[] {Producer.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("commitTransaction")) {
                                commit(real);
                                return null;
                            }
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
