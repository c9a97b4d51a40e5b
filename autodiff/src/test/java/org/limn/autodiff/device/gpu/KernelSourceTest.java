package org.limn.autodiff.device.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import com.aparapi.device.OpenCLDevice;
import com.aparapi.internal.exception.AparapiException;
import com.aparapi.internal.model.ClassModel;
import com.aparapi.internal.writer.KernelWriter;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.device.gpu.kernel.NetKernel;

/** The OpenCL C that the kernel becomes; making it needs no OpenCL, compiling it does. */
class KernelSourceTest {
    private static String source() {
        try {
            return KernelWriter.writeToString(
                    ClassModel.createClassModel(NetKernel.class).getEntrypoint("run", new NetKernel()));
        } catch (AparapiException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theKernelTranslatesToSinglePrecision() {
        StringBuilder source = new StringBuilder();
        Logging.withoutWarnings(() -> source.append(source()));
        assertThat(source.toString())
                .contains("__kernel void run", "__local float")
                .doesNotContain("double")
                .doesNotContain("fp64")
                .doesNotContain("$");
    }

    @Test
    void theTranslationCompilesOnTheDeviceThatIsThereAndFillsAGroup() {
        OpenCLDevice device = OpenClDevice.any();
        NetKernel kernel = new NetKernel();
        try (Session session = new Session(device, kernel)) {
            assertThat(session.repeats()).isZero();
            assertThat(kernel.isRunningCL()).isTrue();
        }
    }
}
