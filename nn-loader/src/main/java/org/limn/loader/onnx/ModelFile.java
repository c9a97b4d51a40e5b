package org.limn.loader.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.limn.loader.onnx.proto.ModelProto;

/**
 * A model file, read. Plain files are mapped, not copied: the weights' bytes stay in the file until they are asked for.
 *
 * @param path as it was given
 * @param sha256 of the model's bytes, for a gzipped file the unpacked ones, in hexadecimal
 */
record ModelFile(Path path, String sha256, ModelProto model) {
    /** Reads a file; one whose name ends in {@code .gz} is unpacked. */
    static ModelFile read(Path path) {
        if (!Files.isRegularFile(path)) {
            throw OnnxException.corrupt(Files.exists(path) ? "this is not a file" : "there is no such file");
        }
        try {
            ByteBuffer bytes = path.toString().endsWith(".gz") ? unpacked(path) : mapped(path);
            return new ModelFile(path, sha256(bytes), parse(bytes));
        } catch (IOException e) {
            throw OnnxException.corrupt("the file cannot be read: " + e.getMessage(), e);
        }
    }

    Path folder() {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? path.toAbsolutePath() : parent;
    }

    private static ByteBuffer mapped(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw OnnxException.corrupt("the file has " + channel.size()
                        + " bytes; an ONNX file has at most 2^31 - 1 (larger models keep their weights beside it)");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
    }

    private static ByteBuffer unpacked(Path path) throws IOException {
        long most = Math.min(Integer.MAX_VALUE - 16, Runtime.getRuntime().maxMemory() / 3);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(path))) {
            byte[] bytes = in.readNBytes((int) most);
            if (bytes.length == most) {
                throw OnnxException.corrupt("unpacked, the file has more than " + most
                        + " bytes, a third of the memory; unpack it, or give more (-Xmx)");
            }
            return ByteBuffer.wrap(bytes);
        }
    }

    private static ModelProto parse(ByteBuffer bytes) throws IOException {
        try {
            CodedInputStream in =
                    UnsafeByteOperations.unsafeWrap(bytes.duplicate()).newCodedInput();
            in.enableAliasing(true);
            in.setSizeLimit(Integer.MAX_VALUE);
            return ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw OnnxException.corrupt(
                    "this is not an ONNX model, or one that is damaged or cut off" + looksLike(bytes), e);
        }
    }

    /** What the first bytes remind of: the usual mix-ups deserve their name. */
    private static String looksLike(ByteBuffer bytes) {
        byte[] head = new byte[Math.min(16, bytes.remaining())];
        bytes.duplicate().get(head);
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u001f\u008b")) {
            return " (it is gzipped: name it .onnx.gz, or unpack it)";
        } else if (text.startsWith("PK")) {
            return " (it is a zip archive, perhaps a PyTorch checkpoint: export it with torch.onnx.export)";
        } else if (text.startsWith("\u0089PNG") || text.startsWith("\u00ff\u00d8")) {
            return " (it is a picture)";
        } else if (text.indexOf('{') == 8) {
            return " (it is a safetensors file: weights without a graph)";
        } else if (text.stripLeading().startsWith("<")) {
            return " (it is a web page: a download that failed?)";
        }
        return "";
    }

    private static String sha256(ByteBuffer bytes) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(bytes.duplicate());
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
