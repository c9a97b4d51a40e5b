package org.limn.loader.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.limn.loader.onnx.proto.StringStringEntryProto;
import org.limn.loader.onnx.proto.TensorProto;

/**
 * Tensors whose numbers lie in files beside the model. Only regular files inside the model's own folder are read, wherever links
 * lead.
 *
 * @param folder of the model
 */
record ExternalData(Path folder) {
    /** The bytes of a tensor, exactly {@code length} of them. */
    ByteBuffer read(TensorProto tensor, long length, String what) {
        Map<String, String> entries = new HashMap<>();
        for (StringStringEntryProto e : tensor.getExternalDataList()) {
            if (entries.put(e.getKey(), e.getValue()) != null) {
                throw OnnxException.corrupt(what + " says '" + e.getKey() + "' of its external data twice");
            }
        }
        long offset = number(entries, "offset", 0, what);
        if (number(entries, "length", length, what) != length) {
            throw OnnxException.corrupt(
                    what + " needs " + length + " bytes, but says its external data has " + entries.get("length"));
        }
        Path file = confined(entries.getOrDefault("location", ""), what);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (length > Integer.MAX_VALUE || offset > channel.size() - length) {
                throw OnnxException.corrupt(what + " needs " + length + " bytes at " + offset + " of "
                        + file.getFileName() + ", which has " + channel.size());
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
        } catch (IOException e) {
            throw OnnxException.corrupt(what + ": " + file.getFileName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static long number(Map<String, String> entries, String key, long otherwise, String what) {
        String text = entries.get(key);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,18}")) {
            throw OnnxException.corrupt(
                    what + ": the " + key + " of its external data is '" + text + "', not a number");
        }
        return Long.parseLong(text);
    }

    private Path confined(String location, String what) {
        String where = what + " lies in the external file '" + location + "'";
        try {
            Path file = folder.resolve(location).normalize();
            if (location.isEmpty()
                    || Path.of(location).isAbsolute()
                    || location.contains("\\")
                    || location.contains(":")
                    || !file.startsWith(folder.normalize())) {
                throw OnnxException.corrupt(where + ", which is not a place inside the model's folder");
            }
            if (!Files.isRegularFile(file)) {
                throw OnnxException.corrupt(where + ", which does not exist beside the model");
            }
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                throw OnnxException.corrupt(where + ", which leads out of the model's folder");
            }
            return file;
        } catch (InvalidPathException e) {
            throw OnnxException.corrupt(where + ", which is not a file name", e);
        } catch (IOException e) {
            throw OnnxException.corrupt(where + ", which cannot be read: " + e.getMessage(), e);
        }
    }
}
