package org.countersign.web;

import java.util.List;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** From the list of records to what is to happen to several of them; each has a page of its own that shows the effects first. */
@Controller
@RequestMapping("/records/selected")
class SelectionPages {

    @GetMapping
    String go(Person me, @RequestParam(defaultValue = "") String action, @RequestParam(required = false) @Nullable String which,
            @RequestParam(required = false) @Nullable List<String> id, @ModelAttribute("asked") Asked asked, RedirectAttributes after) {
        RecordAccess.mustBeOfficer(me);
        Chosen chosen = Chosen.of(which, id, asked);
        String place = switch (action) {
            case "hold" -> "/records/holds/new";
            case "class" -> "/records/class";
            case "dispose" -> "/records/disposal/chosen";
            case "export" -> "/records/export";
            default -> null;
        };
        if (place == null || chosen.isNothing()) {
            after.addFlashAttribute("done", "Tick at least one record first, or search and take all that is found.");
            return "redirect:" + asked.list();
        }
        return "redirect:" + chosen.address(place);
    }
}
