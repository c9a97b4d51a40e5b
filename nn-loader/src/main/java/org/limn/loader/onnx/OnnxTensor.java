package org.limn.loader.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.loader.onnx.proto.TensorProto;

/**
 * A tensor from a file of its own ({@code input_0.pb}), as test data beside models is stored.
 *
 * @param name as the file gives it, often empty
 * @param type the element type, {@code float32}, {@code int64}, …
 * @param numbers its elements; floats of any width are rounded to float32
 */
public record OnnxTensor(String name, String type, Tensor64 numbers) {
    /**
     * Reads a tensor.
     *
     * @throws OnnxException if the file is damaged or holds what is not read, such as strings
     */
    public static OnnxTensor read(Path file) {
        try {
            TensorProto proto = TensorProto.parseFrom(Files.readAllBytes(file));
            Literal literal = new TensorReader(new ExternalData(folder(file))).read(proto);
            Tensor64 numbers = literal instanceof Literal.Floats floats
                    ? floats.tensor().widen()
                    : ((GraphValue.Known) literal).numbers();
            return new OnnxTensor(proto.getName(), literal.type().toString(), numbers);
        } catch (InvalidProtocolBufferException e) {
            throw OnnxException.corrupt(file + ": this is not a tensor: " + e.getMessage(), e);
        } catch (IOException e) {
            throw OnnxException.corrupt(file + " cannot be read: " + e.getMessage(), e);
        } catch (OnnxException e) {
            throw e.at(file.toString());
        }
    }

    private static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    DType dtype() {
        return DType.named(type);
    }
}
