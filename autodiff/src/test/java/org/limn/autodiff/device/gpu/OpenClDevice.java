package org.limn.autodiff.device.gpu;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aparapi.device.OpenCLDevice;
import java.util.List;

/** The OpenCL device that tests run on, whatever its type; where there is none a test skips and says so. */
final class OpenClDevice {
    private OpenClDevice() {}

    static OpenCLDevice any() {
        List<OpenCLDevice> all = OpenCl.list();
        if (all.isEmpty()) {
            System.out.println("skipped: no OpenCL device");
        }
        assumeTrue(!all.isEmpty(), "skipped: no OpenCL device");
        return all.get(0);
    }
}
