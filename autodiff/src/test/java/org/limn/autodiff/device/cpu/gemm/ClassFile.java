package org.limn.autodiff.device.cpu.gemm;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * As much of a class file as tells how long its methods are (The Java Virtual Machine Specification 17, chapter 4).
 *
 * @param strings its UTF-8 constants: the names of all that it mentions
 * @param codeBytes the length of every method's code by its name
 */
record ClassFile(List<String> strings, Map<String, Integer> codeBytes) {
    static ClassFile read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        in.skipBytes(8);
        String[] pool = pool(in);
        in.skipBytes(6);
        in.skipBytes(2 * in.readUnsignedShort());
        members(in, pool);
        Map<String, Integer> methods = members(in, pool);
        List<String> strings = new ArrayList<>(List.of(pool));
        return new ClassFile(strings, methods);
    }

    private static String[] pool(DataInputStream in) throws IOException {
        String[] pool = new String[in.readUnsignedShort()];
        java.util.Arrays.fill(pool, "");
        for (int i = 1; i < pool.length; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> pool[i] = in.readUTF();
                case 7, 8, 16, 19, 20 -> in.skipBytes(2);
                case 15 -> in.skipBytes(3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipBytes(4);
                case 5, 6 -> {
                    in.skipBytes(8);
                    i++;
                }
                default -> throw new IOException("constant with tag " + tag);
            }
        }
        return pool;
    }

    private static Map<String, Integer> members(DataInputStream in, String[] pool) throws IOException {
        Map<String, Integer> code = new LinkedHashMap<>();
        for (int members = in.readUnsignedShort(); members > 0; members--) {
            in.skipBytes(2);
            String name = pool[in.readUnsignedShort()];
            in.skipBytes(2);
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                boolean isCode = pool[in.readUnsignedShort()].equals("Code");
                byte[] attribute = new byte[in.readInt()];
                in.readFully(attribute);
                if (isCode) {
                    code.put(name, java.nio.ByteBuffer.wrap(attribute).getInt(4));
                }
            }
        }
        return code;
    }
}
