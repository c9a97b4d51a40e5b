package org.limn.autodiff.tensor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy's array files ({@code .npy}, versions 1 to 3, C order): read as float64 whatever their numeric type (little or big endian
 * floats, integers, booleans), written as version 1 little-endian float32 or float64.
 *
 * <p>Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=])([fiub])(\\d+)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\sL]*)\\)");

    private Npy() {}

    /** Reads an array, widened to float64 (64-bit integers above 2⁵³ are rounded). */
    public static Tensor64 read64(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        String header = header(bytes, file);
        Matcher type = match(DESCR, header, file);
        if (match(ORDER, header, file).group(1).equals("True")) {
            throw new IOException(file + ": the array is in Fortran order; save it in C order");
        }
        Shape shape = shape(match(SHAPE, header, file).group(1));
        int width = Integer.parseInt(type.group(3));
        bytes.order(type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < (long) width * shape.size()) {
            throw new IOException(file + ": " + shape + " needs " + (long) width * shape.size()
                    + " bytes, the file has " + bytes.remaining());
        }
        IntToDoubleFunction element = element(bytes, type.group(2) + width, width, file);
        double[] data = new double[shape.size()];
        Arrays.setAll(data, element);
        return Tensor64.of(shape, data);
    }

    /** Reads an array, rounded to float32. */
    public static Tensor read(Path file) throws IOException {
        return read64(file).rounded();
    }

    public static void write(Path file, Tensor tensor) throws IOException {
        ByteBuffer body =
                ByteBuffer.allocate(Math.multiplyExact(4, tensor.data().length)).order(ByteOrder.LITTLE_ENDIAN);
        body.asFloatBuffer().put(tensor.data());
        write(file, "<f4", tensor.shape(), body);
    }

    public static void write(Path file, Tensor64 tensor) throws IOException {
        ByteBuffer body =
                ByteBuffer.allocate(Math.multiplyExact(8, tensor.data().length)).order(ByteOrder.LITTLE_ENDIAN);
        body.asDoubleBuffer().put(tensor.data());
        write(file, "<f8", tensor.shape(), body);
    }

    /** Writes whole numbers as {@code int32}, for labels and ranks. */
    public static void write(Path file, Shape shape, int... values) throws IOException {
        ByteBuffer body =
                ByteBuffer.allocate(Math.multiplyExact(4, values.length)).order(ByteOrder.LITTLE_ENDIAN);
        body.asIntBuffer().put(values);
        write(file, "<i4", shape, body);
    }

    private static void write(Path file, String descr, Shape shape, ByteBuffer body) throws IOException {
        String dims = shape.toString().replace("[", "(").replace("]", shape.rank() == 1 ? ",)" : ")");
        String header = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + dims + ", }";
        int padding = Math.floorMod(-(header.length() + 11), 64);
        header = header + " ".repeat(padding) + "\n";
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(MAGIC);
            out.write(new byte[] {1, 0, (byte) header.length(), (byte) (header.length() >> 8)});
            out.write(header.getBytes(StandardCharsets.ISO_8859_1));
            out.write(body.array());
        }
    }

    private static String header(ByteBuffer bytes, Path file) throws IOException {
        byte[] magic = new byte[6];
        if (bytes.remaining() < 12) {
            throw new IOException(file + ": too short for a .npy file");
        }
        bytes.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new IOException(file + ": not a .npy file");
        }
        int major = bytes.get();
        bytes.get();
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        int length = major == 1 ? Short.toUnsignedInt(bytes.getShort()) : bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new IOException(file + ": its header is cut off");
        }
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static Matcher match(Pattern pattern, String header, Path file) throws IOException {
        Matcher m = pattern.matcher(header);
        if (!m.find()) {
            throw new IOException(file + ": unexpected .npy header " + header.strip());
        }
        return m;
    }

    private static Shape shape(String dims) {
        return Shape.of(Arrays.stream(dims.split("[,\\sL]+"))
                .filter(s -> !s.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray());
    }

    private static IntToDoubleFunction element(ByteBuffer b, String type, int width, Path file) throws IOException {
        int at = b.position();
        return switch (type) {
            case "f4" -> i -> b.getFloat(at + i * width);
            case "f8" -> i -> b.getDouble(at + i * width);
            case "i8", "u8" -> i -> b.getLong(at + i * width);
            case "i4" -> i -> b.getInt(at + i * width);
            case "u4" -> i -> Integer.toUnsignedLong(b.getInt(at + i * width));
            case "i2" -> i -> b.getShort(at + i * width);
            case "u2" -> i -> Short.toUnsignedInt(b.getShort(at + i * width));
            case "i1" -> i -> b.get(at + i);
            case "u1", "b1" -> i -> Byte.toUnsignedInt(b.get(at + i));
            default ->
                throw new IOException(
                        file + ": element type " + type + " is not read; it may be f4, f8, i1-i8, u1-u8, b1");
        };
    }
}
