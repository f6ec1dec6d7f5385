"""Whole titles that Rapport must recognise; swapping one for another changes no introduction."""

from __future__ import annotations

from shared.titles.ranking import Rank

TITLES: dict[str, Rank] = {
    title: rank
    for rank, titles in {
        Rank.EXECUTIVE: (
            "CEO", "CTO", "CFO", "COO", "CMO", "CIO", "CISO", "CPO", "Founder", "Co-Founder",
            "Cofounder", "Co-Founder & CEO", "Founder and Managing Director", "President",
            "Chairman", "Chairwoman", "Chief Executive Officer", "Chief Technology Officer",
            "Chief Happiness Officer", "Chief of Staff", "Chief Marketing Officer",
            "Managing Director", "General Manager", "Executive Director", "Managing Partner",
            "Vice President", "Senior Vice President", "VP Marketing", "VP of Engineering",
            "SVP Sales", "Geschäftsführer", "Geschäftsführerin", "PDG", "Directeur général",
            "Amministratore Delegato", "Fundadora", "Oprichter", "Chief Data Officer",
        ),
        Rank.SENIOR: (
            "Director", "Director of Finance", "Marketing Director", "Associate Director",
            "Head of Marketing", "Head of Human Resources", "Senior Manager",
            "Senior Product Manager", "Senior Software Engineer", "Sr. Data Engineer",
            "Lead Engineer", "Lead Business Analyst", "Staff Engineer", "Principal Engineer",
            "Principal Consultant", "Principal Investigator", "Professor", "Associate Professor",
            "Team Lead", "Tech Lead", "Senior Data Scientist", "Senior Consultant",
            "Abteilungsleiter", "Directrice", "Senior Associate", "Senior Research Fellow",
            "Board Member", "Dean", "Senior Designer", "Senior Analyst",
        ),
        Rank.MID: (
            "Manager", "Marketing Manager", "Product Manager", "Project Manager",
            "Account Manager", "HR Manager", "Operations Manager", "Software Engineer",
            "Data Engineer", "Data Scientist", "Machine Learning Engineer", "Designer",
            "UX Designer", "Product Designer", "Business Analyst", "Analyst", "Consultant",
            "Management Consultant", "Developer", "Full-Stack Developer", "Architect",
            "Solutions Architect", "Controller", "Recruiter", "Coordinator", "Lecturer",
            "Postdoc", "Postdoctoral Researcher", "Research Scientist", "Specialist",
            "Administrator", "Product Owner", "Scrum Master", "Project Officer", "Engineer",
            "Assistant Professor", "Entwicklerin", "Ingénieur", "Chef de projet", "Consultora",
            "Analista", "Ingegnere", "Engenheira", "Strategist", "Supervisor", "Programmer",
        ),
        Rank.JUNIOR: (
            "Intern", "Marketing Intern", "Software Engineering Intern", "Trainee",
            "Graduate Trainee", "Junior Developer", "Junior Analyst", "Junior Consultant",
            "Jr. Engineer", "Apprentice", "Research Assistant", "Praktikant", "Stagiaire",
            "Junior Software Engineer", "Becaria",
        ),
        Rank.STUDENT: ("PhD Student", "PhD Candidate", "Doctoral Student", "Werkstudentin"),
    }.items()
    for title in titles
}  # fmt: skip
"""Titles of many ranks and functions, each with its rank."""
