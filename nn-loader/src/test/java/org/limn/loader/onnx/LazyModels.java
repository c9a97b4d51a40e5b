package org.limn.loader.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Long chains of nodes, written as protobuf by hand: operator set 13, IR version 7, input x and output y float [1,3,8,8].
 */
final class LazyModels {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private LazyModels() {}

    /** {@code t[k+1] = identity(t[k])}, or with {@code add} {@code t[k] + x}; x is t[0], y the last. */
    static byte[] chain(int count, boolean add) {
        LazyModels graph = new LazyModels();
        for (int k = 0; k < count; k++) {
            LazyModels node = new LazyModels().text(1, name(k, count));
            if (add) {
                node.text(1, "x");
            }
            graph.message(1, node.text(2, name(k + 1, count)).text(4, add ? "Add" : "Identity"));
        }
        graph.text(2, "g").message(11, valueInfo("x")).message(12, valueInfo("y"));
        return new LazyModels()
                .number(1, 7)
                .message(8, new LazyModels().number(2, 13))
                .message(7, graph)
                .out
                .toByteArray();
    }

    private static String name(int k, int count) {
        return k == 0 ? "x" : k == count ? "y" : "t" + k;
    }

    private static LazyModels valueInfo(String name) {
        LazyModels shape = new LazyModels();
        for (int d : new int[] {1, 3, 8, 8}) {
            shape.message(1, new LazyModels().number(1, d));
        }
        LazyModels tensor = new LazyModels().number(1, 1).message(2, shape);
        return new LazyModels().text(1, name).message(2, new LazyModels().message(1, tensor));
    }

    private LazyModels number(int field, int value) {
        varint(field << 3);
        varint(value);
        return this;
    }

    private LazyModels text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private LazyModels message(int field, LazyModels value) {
        return bytes(field, value.out.toByteArray());
    }

    private LazyModels bytes(int field, byte[] value) {
        varint(field << 3 | 2);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void varint(int value) {
        int rest = value;
        while (rest > 127) {
            out.write((rest & 127) | 128);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
