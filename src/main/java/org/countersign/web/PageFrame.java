package org.countersign.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.countersign.engine.ReadableCases;
import org.countersign.institution.Institution;
import org.countersign.people.Person;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.thymeleaf.context.LazyContextVariable;

/** What the frame of every page shows. On an error page nothing is looked up: the database may be the trouble. */
@ControllerAdvice(basePackageClasses = PageFrame.class)
class PageFrame {

    private final SignedIn signedIn;
    private final ReadableCases readable;
    private final Institution institution;

    PageFrame(SignedIn signedIn, ReadableCases readable, Institution institution) {
        this.signedIn = signedIn;
        this.readable = readable;
        this.institution = institution;
    }

    @ModelAttribute
    void frame(HttpServletRequest request, Model model) {
        if (request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
            return;
        }
        model.addAttribute("institution", institution);
        boolean trouble = request.getDispatcherType() == DispatcherType.ERROR;
        Optional<Person> me = trouble ? Optional.empty() : signedIn.person(request);
        model.addAttribute("me", me.orElse(null));
        // Asked only where the navigation is drawn.
        model.addAttribute("readsCases", new LazyContextVariable<Boolean>() {
            @Override
            protected Boolean loadValue() {
                return me.filter(readable::areThereFor).isPresent();
            }
        });
        model.addAttribute("area", areaOf(request.getRequestURI().substring(request.getContextPath().length())));
    }

    private static String areaOf(String path) {
        if (path.equals("/")) {
            return "home";
        }
        String[] parts = path.substring(1).split("/");
        return parts[0].equals("registers") && parts.length > 1 ? parts[1] : parts[0];
    }
}
